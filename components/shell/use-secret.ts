'use client'

import { useEffect, useState } from 'react'

export type Secret = { kind: 'reading' } | { kind: 'none' } | { kind: 'secret'; secret: string }

/**
 * The secret of a link, from the address's fragment, which browsers never send. It is taken out of the address at once,
 * so that it is in no history, screenshot or bookmark, and kept for this tab, so that a reload does not lose it.
 */
export function useSecret(): Secret {
  const [secret, setSecret] = useState<Secret>({ kind: 'reading' })
  useEffect(() => {
    const take = () => {
      const { hash, pathname, search } = window.location
      const key = keyOf(pathname)
      if (hash.length > 1) {
        sessionStorage.setItem(key, decodeURIComponent(hash.slice(1)))
        window.history.replaceState(window.history.state, '', pathname + search)
      }
      const kept = sessionStorage.getItem(key)
      setSecret(kept ? { kind: 'secret', secret: kept } : { kind: 'none' })
    }
    take()
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [])
  return secret
}

/** Once a link has done its work this tab has no more use for it. */
export function forgetSecret(): void {
  sessionStorage.removeItem(keyOf(window.location.pathname))
}

const keyOf = (pathname: string) => `rapporteur:secret:${pathname}`
