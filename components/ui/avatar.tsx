import clsx from 'clsx'

type AvatarProps = {
  name: string
  /** A background colour on which white text can be read; the accent if there is none. */
  color?: string
  size?: 'sm' | 'md'
  className?: string
}

/**
 * A person's initials. The name stands beside it or in a label of what contains it; the initials are drawn, not
 * text, so that nobody is read "AC" aloud.
 */
export function Avatar({ name, color, size = 'md', className }: AvatarProps) {
  return (
    <span
      aria-hidden
      data-initials={initials(name)}
      style={color ? { backgroundColor: color, color: 'white' } : undefined}
      className={clsx(
        'inline-flex shrink-0 select-none items-center justify-center rounded-full font-semibold',
        'before:content-[attr(data-initials)]',
        !color && 'bg-accent-soft text-accent',
        size === 'sm' ? 'size-6 text-[0.625rem]' : 'size-8 text-xs',
        className,
      )}
    />
  )
}

/** The first letters of the first and the last word: "Madani Koumaré" → "MK"; one word gives one letter. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const picked = words.length > 1 ? [words[0]!, words.at(-1)!] : words
  return picked.map((word) => [...word][0]!.toLocaleUpperCase()).join('')
}
