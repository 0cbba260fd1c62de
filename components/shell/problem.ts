'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { ApiProblem } from '@/lib/api/call'

/** A refusal that a form found by itself, already in the reader's words. */
export class Refused extends Error {
  override name = 'Refused'
}

/**
 * What a form shows after something went wrong. `faults`: by the path of the field, e.g. `password`. `detail`: the
 * server's own words, for a fault that is at no field of the form.
 */
export type Refusal = { sentence: string; faults: ReadonlyMap<string, string>; detail?: string }

/**
 * Turns whatever was thrown into sentences in the reader's language: known problems of the API by their code, known
 * fields by their path, and the server's own words for the rest.
 */
export function useRefusal(): (error: unknown) => Refusal {
  const t = useTranslations('shell')
  return useCallback(
    (error) => {
      const known = (key: string) => (t.has(key as never) ? t(key as never) : undefined)
      if (error instanceof Refused) return { sentence: error.message, faults: new Map() }
      if (error instanceof TypeError) return { sentence: t('problem.offline'), faults: new Map() }
      if (!(error instanceof ApiProblem)) throw error
      const { code, detail, faults = [] } = error.problem
      return {
        sentence: known(`problem.${code}`) ?? detail,
        detail,
        faults: new Map(
          faults.map(({ path, reason }) => {
            const field = path.split(/[./[\]]/).filter(Boolean)[0] ?? path
            return [field, known(`fault.${field}`) ?? reason] as const
          }),
        ),
      }
    },
    [t],
  )
}
