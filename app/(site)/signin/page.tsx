import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { currentVisitor } from '@/app/access'
import { SignInForm } from '@/components/accounts/sign-in-form'
import { nextPath } from '@/components/shell/next-path'
import { TaskCard } from '@/components/shell/page-head'
import { buttonClass } from '@/components/ui'
import { instance } from '@/server/instance'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.signIn'))('title') }
}

export default async function SignIn({ searchParams }: Props) {
  const t = await getTranslations('pages.signIn')
  const { next, callbackUrl, error, another } = await searchParams
  const visitor = await currentVisitor()
  const destination = nextPath(next ?? callbackUrl)
  if (visitor?.kind === 'user' && another === undefined)
    return (
      <TaskCard title={t('title')} lead={t('already', { name: visitor.user.name })}>
        <div className="flex flex-wrap gap-3">
          <Link href={destination} className={buttonClass('primary')}>
            {t('goOn')}
          </Link>
          <Link
            href={`/signin?another&next=${encodeURIComponent(destination)}`}
            className={buttonClass('secondary')}
          >
            {t('another')}
          </Link>
        </div>
      </TaskCard>
    )
  return (
    <TaskCard title={t('title')}>
      <SignInForm
        oidc={instance().config.oidc?.name}
        next={destination}
        error={typeof error === 'string' ? error : undefined}
      />
    </TaskCard>
  )
}
