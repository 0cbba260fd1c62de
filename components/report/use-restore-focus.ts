'use client'

import { useEffect, useLayoutEffect, useRef } from 'react'

/** For a dialog that no button of its own opens: brings the keyboard back to where it was before. */
export function useRestoreFocus(open: boolean): void {
  const before = useRef<Element>(null)
  useLayoutEffect(() => {
    if (open) before.current = document.activeElement
  }, [open])
  useEffect(() => {
    const target = before.current
    if (open || !(target instanceof HTMLElement)) return
    before.current = null
    // The dialog keeps the focus to itself until it has left the page.
    setTimeout(() => target.focus())
  }, [open])
}

/** Acts once a menu that was just chosen from has closed and given the keyboard back to its button. */
export function afterMenu(act: () => void): void {
  // The menu gives it back in a timer of its own, which starts when it has left the page.
  setTimeout(() => setTimeout(act))
}
