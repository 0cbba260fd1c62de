import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireUser } from '@/app/access'
import { TokenList } from '@/components/accounts/token-list'
import { PageHead } from '@/components/shell/page-head'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.tokens'))('title') }
}

export default async function Tokens() {
  await requireUser('/account/tokens')
  const t = await getTranslations('pages')
  return (
    <>
      <PageHead
        title={t('tokens.title')}
        back={{ href: '/', label: t('events.title') }}
        lead={
          <>
            {t('tokens.lead')}{' '}
            <a href="/api/v1/openapi.json" className="rounded-control text-accent underline">
              {t('tokens.docs')}
            </a>
          </>
        }
      />
      <TokenList />
    </>
  )
}
