'use client'
import { type RefObject, useEffect, useState } from 'react'

/** How far from the view a field becomes an editor: further than one scrolls before it is there. */
const MARGIN = '300px 0px'

type Listener = (near: boolean) => void

/** One observer for the page: a report can have hundreds of fields. */
const listeners = new WeakMap<Element, Listener>()
let shared: IntersectionObserver | undefined

/** Whether the element is in the view or near it. */
export function useNearView(element: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    const target = element.current!
    shared ??= new IntersectionObserver(tell, { rootMargin: MARGIN })
    listeners.set(target, setNear)
    shared.observe(target)
    return () => {
      shared?.unobserve(target)
      listeners.delete(target)
    }
  }, [element])
  return near
}

function tell(entries: IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting)
}
