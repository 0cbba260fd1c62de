'use client'

import { useRecords } from '@/components/rich'
import { type Meta, setMeta } from '@/lib/report/document'
import { Details } from '@/lib/report/report'
import { useActions } from '../records/use-actions'

type Key = Exclude<keyof Meta, 'language'>

/** A typed value of the header and the way to set it. What a foreign client wrote and does not fit reads as empty. */
export function useMeta<K extends Key>(key: K): [Meta[K], (value: Meta[K]) => void] {
  const { doc, step } = useActions()
  const value = useRecords((records) => {
    const parsed = Details.shape[key].safeParse(records.getMap('meta').get(key))
    return (parsed.success ? parsed.data : Details.shape[key].parse(undefined)) as Meta[K]
  })
  return [value, (next) => step(() => setMeta(doc, key, next))]
}
