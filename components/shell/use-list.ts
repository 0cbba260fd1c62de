'use client'

import { useCallback, useEffect, useState } from 'react'
import { callApi } from '@/lib/api/call'
import { useRefusal } from './problem'

export type Listed<T> =
  | { kind: 'loading' }
  | { kind: 'ready'; rows: T[] }
  | { kind: 'refused'; sentence: string }

/** A list of the API, and how to ask for it again. The old rows stay until the new ones are there. */
export function useList<T>(path: `/${string}`): { list: Listed<T>; reload: () => Promise<void> } {
  const refusalOf = useRefusal()
  const [list, setList] = useState<Listed<T>>({ kind: 'loading' })
  const reload = useCallback(async () => {
    try {
      setList({ kind: 'ready', rows: await callApi<T[]>('GET', path) })
    } catch (error) {
      setList({ kind: 'refused', sentence: refusalOf(error).sentence })
    }
  }, [path, refusalOf])
  useEffect(() => {
    void reload()
  }, [reload])
  return { list, reload }
}
