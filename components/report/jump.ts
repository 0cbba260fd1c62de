/** The page's anchors, and going to them. */

export const sectionId = (section: string) => `section-${section}`
export const headingId = (section: string) => `heading-${section}`

/** Brings a section (or the title) to the top and the keyboard to its heading. */
export function goTo(place: string): void {
  const target = document.getElementById(place === 'title' ? 'report-title' : headingId(place))
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  target?.focus({ preventScroll: true })
  target?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' })
}
