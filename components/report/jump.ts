/** The page's anchors, and going to them. */

export const sectionId = (section: string) => `section-${section}`
export const headingId = (section: string) => `heading-${section}`

/** Brings a section (or the title) to the top and the keyboard to its heading. */
export function goTo(place: string): void {
  const target = document.getElementById(place === 'title' ? 'report-title' : headingId(place))
  if (!target) return
  target.focus({ preventScroll: true })
  // A short way is shown; a long flight over everything would explain nothing.
  const far = Math.abs(target.getBoundingClientRect().top) > 3 * innerHeight
  const calm = far || matchMedia('(prefers-reduced-motion: reduce)').matches
  target.scrollIntoView({ behavior: calm ? 'instant' : 'smooth', block: 'start' })
  // What lay far from the view gets its true height only there (report.css).
  if (far) requestAnimationFrame(() => requestAnimationFrame(() => target.scrollIntoView({ block: 'start' })))
}
