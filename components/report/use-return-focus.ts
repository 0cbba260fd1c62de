'use client'

import { useRef } from 'react'

/** Brings the keyboard back to a button that a field has stood in for: `expect` before the field goes. */
export function useReturnFocus() {
  const expected = useRef(false)
  return {
    expect: () => {
      expected.current = true
    },
    ref: (button: HTMLButtonElement | null) => {
      if (!button || !expected.current) return
      expected.current = false
      button.focus()
    },
  }
}
