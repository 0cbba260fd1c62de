'use client'

import { CalendarDays, KeyRound, LogOut, Settings2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { signOut } from 'next-auth/react'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import {
  Avatar,
  Button,
  IconButton,
  Menu,
  MenuItem,
  MenuLabel,
  MenuRadio,
  MenuSeparator,
} from '@/components/ui'
import { LOCALES } from '@/lib/i18n/locale'
import { applyTheme, parseTheme, rememberLocale, THEMES, type Theme } from './preferences'

/** Who is looking at the page; a guest came by a join link and has no account. */
export type Viewer = { kind: 'user' | 'guest'; name: string }

/** The reader's own menu: account, language, colours. Without a viewer it has the last two. */
export function AccountMenu({ viewer }: { viewer: Viewer | undefined }) {
  const t = useTranslations('shell')
  const trigger = viewer ? (
    <Button look="quiet" className="px-2!">
      <Avatar name={viewer.name} />
      <span className="sr-only">{t('accountOf', { name: viewer.name })}</span>
    </Button>
  ) : (
    <IconButton label={t('preferences')}>
      <Settings2 aria-hidden className="size-5" />
    </IconButton>
  )
  return (
    <Menu trigger={trigger}>
      {viewer && <p className="truncate px-2.5 pt-1.5 pb-2 font-medium text-sm">{viewer.name}</p>}
      {viewer?.kind === 'user' && (
        <>
          {/* Pages of their own: only so the browser asks before one leaves a report with unsaved text. */}
          <MenuItem asChild>
            <a href="/">
              <CalendarDays aria-hidden className="size-4" />
              {t('myEvents')}
            </a>
          </MenuItem>
          <MenuItem asChild>
            <a href="/account/tokens">
              <KeyRound aria-hidden className="size-4" />
              {t('tokens')}
            </a>
          </MenuItem>
          <MenuSeparator />
        </>
      )}
      <Language />
      <MenuSeparator />
      <Colours />
      {viewer?.kind === 'user' && (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => signOut({ callbackUrl: '/' })}>
            <LogOut aria-hidden className="size-4" />
            {t('signOut')}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

function Language() {
  const t = useTranslations('shell')
  const locale = useLocale()
  const router = useRouter()
  return (
    <>
      <MenuLabel>{t('language')}</MenuLabel>
      <MenuRadio
        value={locale}
        onChange={(next) => {
          rememberLocale(next)
          router.refresh()
        }}
        options={LOCALES.map((value) => ({ value, lang: value, label: nameOf(value) }))}
      />
    </>
  )
}

function Colours() {
  const t = useTranslations('shell')
  const [theme, setTheme] = useState<Theme>('system')
  useEffect(() => setTheme(parseTheme(document.documentElement.dataset.theme)), [])
  return (
    <>
      <MenuLabel>{t('colours')}</MenuLabel>
      <MenuRadio
        value={theme}
        onChange={(next) => {
          applyTheme(next)
          setTheme(next)
        }}
        options={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
      />
    </>
  )
}

/** A language by its own name: English, français. */
function nameOf(locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale
}
