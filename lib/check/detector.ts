import { eld } from 'eld/extrasmall'
import type { Detect } from './languages'

/** Efficient Language Detector: n-grams of 60 languages, in this bundle; nothing is asked of a network. */
export const detect: Detect = (text) =>
  Object.entries(eld.detect(text).getScores()).sort(([, a], [, b]) => b - a)
