import { detect } from '@/lib/check/detector'

/** The language that most of a text is in, if there is enough of it to tell. */
export function guessLanguage(text: string): string | undefined {
  const sample = text.slice(0, 20_000)
  if ((sample.match(/\p{L}/gu)?.length ?? 0) < 40) return undefined
  return detect(sample)[0]?.[0]
}
