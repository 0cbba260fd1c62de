import { useTranslations } from 'next-intl'
import { SignInForm } from '@/components/accounts/sign-in-form'
import { Notice } from '@/components/ui'

type StartPageProps = {
  /** Whether there are any accounts yet. */
  claimed: boolean
  oidc: string | undefined
}

/** What somebody sees who is not signed in: what this is, and the way in. */
export function StartPage({ claimed, oidc }: StartPageProps) {
  const t = useTranslations('pages.start')
  const signIn = useTranslations('pages.signIn')
  const facts = [
    { title: t('joinTitle'), text: t('join') },
    { title: t('safeTitle'), text: t('safe') },
    { title: t('exportTitle'), text: t('export') },
  ]
  return (
    <div className="grid items-start gap-x-16 gap-y-10 md:grid-cols-[1fr_20rem] md:grid-rows-[auto_1fr] lg:gap-x-24">
      <div className="max-w-xl">
        <h1 className="font-semibold font-serif text-3xl tracking-tight sm:text-4xl sm:leading-[1.15]">
          {t('title')}
        </h1>
        <p className="mt-5 text-ink-soft text-lg">{t('lead')}</p>
      </div>
      <section
        aria-label={signIn('title')}
        className="rounded-card border border-line bg-surface p-6 md:row-span-2"
      >
        {claimed ? (
          <>
            <h2 className="mb-5 font-semibold text-lg">{signIn('title')}</h2>
            <SignInForm oidc={oidc} next="/" />
          </>
        ) : (
          <Notice tone="accent" className="text-ink!">
            {t('unclaimed')}
          </Notice>
        )}
      </section>
      <dl className="max-w-xl">
        {facts.map((fact) => (
          <div
            key={fact.title}
            className="grid gap-x-6 gap-y-0.5 border-line border-t py-4 lg:grid-cols-[11rem_1fr]"
          >
            <dt className="font-medium">{fact.title}</dt>
            <dd className="text-ink-soft">{fact.text}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
