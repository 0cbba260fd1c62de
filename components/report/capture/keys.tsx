'use client'

import clsx from 'clsx'

/** Keys as one reads them on a keyboard. */
export function Keys({ keys, className }: { keys: readonly string[]; className?: string }) {
  return (
    <span className={clsx('inline-flex shrink-0 gap-1', className)}>
      {keys.map((key) => (
        <kbd
          key={key}
          className="inline-flex min-w-6 justify-center rounded border border-line bg-sunken px-1.5 py-0.5 font-sans text-ink-soft text-xs"
        >
          {key}
        </kbd>
      ))}
    </span>
  )
}
