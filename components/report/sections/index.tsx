'use client'

import type { ComponentType } from 'react'
import type { SectionKind } from '@/lib/report/template'
import { ConclusionSection } from './conclusion'
import { DetailsSection } from './details'
import { PictureSection } from './picture'
import { PromptSection } from './prompt'
import { QuestionsSection } from './questions'
import { RemarksSection } from './remarks'
import type { SectionProps } from './section-props'
import { SpeakersSection } from './speakers'
import { SummariesSection } from './summaries'
import { TextSection } from './text'

/** Total over the section kinds: a new kind without a component does not compile. */
export const SECTIONS: Record<SectionKind, ComponentType<SectionProps>> = {
  details: DetailsSection,
  speakers: SpeakersSection,
  picture: PictureSection,
  summaries: SummariesSection,
  prompt: PromptSection,
  questions: QuestionsSection,
  remarks: RemarksSection,
  conclusion: ConclusionSection,
  text: TextSection,
}
