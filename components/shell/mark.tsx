/** The product's sign: lines of a report, and a caret where the next word goes. */
export function Mark({ className = 'size-7' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <g className="fill-none stroke-accent-ink" strokeWidth="2.5" strokeLinecap="round">
        <path d="M8 10h16M8 16h16M8 22h6.5" />
        <path d="M20.5 18.5v7" />
      </g>
    </svg>
  )
}
