import type { TemplateSection } from '@/lib/report/template'

/** What the page tells each section's component. */
export type SectionProps = {
  section: TemplateSection
  /** Whether the reader may write it now. */
  canWrite: boolean
  /** The report's language */
  lang: string
}
