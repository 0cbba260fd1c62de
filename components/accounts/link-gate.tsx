'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { DeadEnd } from '@/components/shell/page-head'
import { useRefusal } from '@/components/shell/problem'
import { useSecret } from '@/components/shell/use-secret'
import { Button, buttonClass, Spinner } from '@/components/ui'
import { ApiProblem, callApi } from '@/lib/api/call'
import type { LookedAt } from '@/lib/api/schemas'

type Look =
  | { kind: 'looking' }
  | { kind: 'found'; secret: string; link: LookedAt }
  /** `final`: the link will never work again; else it was perhaps only the connection. */
  | { kind: 'refused'; sentence: string; final: boolean }

type LinkGateProps = {
  /** What the page is for; a link of another kind is refused here. */
  kind: LookedAt['kind']
  children: (link: LookedAt, secret: string) => ReactNode
}

/** Reads the link that somebody opened, asks the server what it is for, and only then shows the page. */
export function LinkGate({ kind, children }: LinkGateProps) {
  const t = useTranslations('pages.link')
  const wrong = useTranslations('pages.wrong')
  const refusalOf = useRefusal()
  const secret = useSecret()
  const [look, setLook] = useState<Look>({ kind: 'looking' })
  const [tries, setTries] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again
  useEffect(() => {
    if (secret.kind !== 'secret') return
    let current = true
    setLook({ kind: 'looking' })
    callApi<LookedAt>('POST', '/links/look', { secret: secret.secret }).then(
      (link) => current && setLook({ kind: 'found', secret: secret.secret, link }),
      (error) =>
        current &&
        setLook({
          kind: 'refused',
          sentence: refusalOf(error).sentence,
          final: error instanceof ApiProblem && error.problem.status < 500,
        }),
    )
    return () => {
      current = false
    }
  }, [secret, refusalOf, tries])

  const home = (
    <Link href="/" className={buttonClass('secondary')}>
      {wrong('home')}
    </Link>
  )
  const incomplete = (
    <DeadEnd title={t('incompleteTitle')} action={home}>
      {t('incomplete')}
    </DeadEnd>
  )
  if (secret.kind === 'none') return incomplete
  if (secret.kind === 'reading' || look.kind === 'looking')
    return (
      <p role="status" className="flex items-center gap-3 py-20 text-ink-soft">
        <Spinner />
        {t('looking')}
      </p>
    )
  if (look.kind === 'refused')
    return (
      <DeadEnd
        title={t('refusedTitle')}
        action={
          <>
            {look.final ? home : <Button onClick={() => setTries(tries + 1)}>{t('again')}</Button>}
            <Link href="/signin" className={buttonClass('quiet')}>
              {t('signIn')}
            </Link>
          </>
        }
      >
        {look.sentence} {look.final && t('askForNew')}
      </DeadEnd>
    )
  if (look.link.kind !== kind) return incomplete
  return children(look.link, look.secret)
}
