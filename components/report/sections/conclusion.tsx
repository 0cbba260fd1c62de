'use client'

import type { SectionProps } from './section-props'
import { TextSection } from './text'

/** One rich text that only moderators and organisers write; everyone else reads it live. The frame says so. */
export function ConclusionSection(props: SectionProps) {
  return <TextSection {...props} />
}
