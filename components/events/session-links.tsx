'use client'

import { Link2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LinkMaker } from '@/components/links/link-maker'
import { Button, Dialog } from '@/components/ui'

/** Opens the links of a session, for who may let people in. */
export function SessionLinks({ session, title }: { session: string; title: string }) {
  const t = useTranslations('pages.links')
  return (
    <Dialog
      title={t('ofSession')}
      description={title}
      trigger={
        <Button look="quiet" size="sm" aria-label={t('inviteTo', { title })}>
          <Link2 aria-hidden className="size-4" />
          <span className="max-sm:hidden">{t('invite')}</span>
        </Button>
      }
    >
      <LinkMaker path={`/sessions/${session}/links`} roles={['rapporteur', 'moderator', 'reader']} />
    </Dialog>
  )
}
