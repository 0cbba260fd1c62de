'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { type Listed, useList } from '@/components/shell/use-list'
import type { BookInfo } from '@/lib/api/schemas'

/** What is announced to who cannot see the bar: a few words, not every step. */
export type Said = 'begun' | 'half' | 'done' | 'ended'

const ASK_AGAIN_MS = 700
/** While there is no answer, as on a network that comes and goes. */
const TRY_AGAIN_MS = 3000

/** The books of an event, asked for again and again while one is being made. */
export function useBooks(event: string): {
  books: Listed<BookInfo>
  said: Said | undefined
  reload: () => Promise<void>
} {
  const { list, reload } = useList<BookInfo>(`/events/${event}/books`)
  const wait = waitFor(list)
  useEffect(() => {
    if (wait === undefined) return
    let timer: ReturnType<typeof setTimeout>
    let isOver = false
    const again = () => {
      timer = setTimeout(async () => {
        await reload()
        if (!isOver) again()
      }, wait)
    }
    again()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [wait, reload])
  return { books: list, said: useSaid(list), reload: useCallback(() => reload(), [reload]) }
}

/** How long until the list is asked for again; undefined: nothing changes by itself. */
function waitFor(list: Listed<BookInfo>): number | undefined {
  if (list.kind === 'refused') return TRY_AGAIN_MS
  return list.kind === 'ready' && list.rows.some(isUnfinished) ? ASK_AGAIN_MS : undefined
}

export function isUnfinished({ state }: BookInfo): boolean {
  return state === 'waiting' || state === 'running'
}

/** Follows the newest book that was seen being made. */
function useSaid(list: Listed<BookInfo>): Said | undefined {
  const followed = useRef<string>(undefined)
  const [said, setSaid] = useState<Said>()
  useEffect(() => {
    if (list.kind !== 'ready') return
    followed.current = list.rows.find(isUnfinished)?.id ?? followed.current
    const book = list.rows.find(({ id }) => id === followed.current)
    if (book) setSaid(sayingOf(book))
  }, [list])
  return said
}

function sayingOf(book: BookInfo): Said {
  if (isUnfinished(book)) return book.progress.share < 0.6 ? 'begun' : 'half'
  return book.state === 'done' ? 'done' : 'ended'
}
