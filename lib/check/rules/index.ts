import type { Rule } from '../rule'
import { acronymUnspelled, acronymVariant } from './acronyms'
import {
  affiliationOmits,
  noAffiliation,
  noSurname,
  organisationDiffers,
  roleDiffers,
  roleRunsOn,
} from './affiliations'
import { dateOutside, datesInText, eventDates, noDate, noYear } from './dates'
import { noStart, noTitle, participantsCounted, sectionEmpty } from './header'
import { nameDiffers, organisationTwice } from './known-names'
import { languageUnmarked, reportLanguage } from './languages'
import { muchShorter, overLimit } from './length'
import { emptyVoice, noAnswer, noSummary } from './missing-voices'
import { nameVariant, personTwice } from './names'
import { longDescription, noDescription, noPicture, noPictures } from './pictures'
import { questionAsker, questionState, questionToAll, questionUnanswered } from './questions'
import { placeholder, templateText } from './template-text'

/** Everything that is checked. docs/report-check.md says of each what it looks for, and where the rule comes from. */
export const RULES: readonly Rule[] = [
  noTitle,
  sectionEmpty,
  templateText,
  placeholder,
  noDate,
  dateOutside,
  eventDates,
  datesInText,
  noYear,
  noStart,
  participantsCounted,
  noSummary,
  noAnswer,
  emptyVoice,
  noAffiliation,
  noSurname,
  organisationDiffers,
  roleDiffers,
  affiliationOmits,
  roleRunsOn,
  personTwice,
  nameVariant,
  nameDiffers,
  organisationTwice,
  acronymVariant,
  acronymUnspelled,
  questionUnanswered,
  questionState,
  questionToAll,
  questionAsker,
  noPicture,
  noPictures,
  noDescription,
  longDescription,
  overLimit,
  muchShorter,
  reportLanguage,
  languageUnmarked,
]
