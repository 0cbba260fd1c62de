'use client'
import { type RefObject, useEffect, useState } from 'react'

/** How far from the view a field becomes an editor: further than one scrolls before it is there. */
const MARGIN = '300px 0px'

/** Whether the element is in the view or near it. */
export function useNearView(element: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    const target = element.current!
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)!.isIntersecting), {
      rootMargin: MARGIN,
    })
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  return near
}
