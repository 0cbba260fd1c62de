import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { buttonClass } from '@/components/ui'
import { DeadEnd } from './page-head'

/** There is no such page, event or session. */
export function Missing({ what }: { what: 'page' | 'event' | 'session' }) {
  const t = useTranslations('pages.wrong')
  return (
    <DeadEnd
      title={t(`${what}Title`)}
      action={
        <Link href="/" className={buttonClass('secondary')}>
          {t('home')}
        </Link>
      }
    >
      {t(what)}
    </DeadEnd>
  )
}

/** The page exists, but not for who asks for it. */
export function Forbidden() {
  const t = useTranslations('pages.wrong')
  return (
    <DeadEnd
      title={t('forbiddenTitle')}
      action={
        <>
          <Link href="/" className={buttonClass('secondary')}>
            {t('home')}
          </Link>
          <Link href="/signin?another" className={buttonClass('quiet')}>
            {t('otherAccount')}
          </Link>
        </>
      }
    >
      {t('forbidden')}
    </DeadEnd>
  )
}
