import type { Inline } from '@/lib/report/rich'
import type { Draft, Spoken } from './draft'
import { type Piece, paragraph, richOf, slice, soleLine, textOf, trimmed } from './piece'

/* Texts that say in their first words whose they are: "Ana Ruiz explained …", "Ana Ruiz. The …", "تحدث أحمد عن …". */

type Lead = { person: string; rest: Inline[] }

/** The texts of people who are known, each with the paragraphs below it, and what stands before the first of them. */
export function readNarrated(draft: Draft, pieces: Piece[]): { before: Piece[]; voices: Spoken[] } {
  const before: Piece[] = []
  const voices: { person: string; pieces: Piece[] }[] = []
  for (const piece of pieces) {
    const line = piece.kind === 'block' ? soleLine(piece) : undefined
    const lead = line && narratorOf(draft, line.text)
    if (lead) voices.push({ person: lead.person, pieces: [paragraph(lead.rest)] })
    else (voices.at(-1)?.pieces ?? before).push(piece)
  }
  return { before, voices: voices.map(({ person, pieces }) => ({ person, about: '', text: richOf(pieces) })) }
}

/** Who is known and named in a text's first words. */
export function narratorOf(draft: Draft, line: Inline[]): Lead | undefined {
  const text = textOf(line)
  const words = [...text.slice(0, 200).matchAll(/\S+/gu)]
  // In Arabic the verb stands first.
  for (const from of /^\s*\p{Script=Arabic}/u.test(text) ? [0, 1] : [0])
    for (let count = Math.min(6, words.length - from - 1); count > 0; count--) {
      const last = words[from + count - 1]!
      const end = last.index + last[0].length
      const name = text.slice(words[from]!.index, end)
      const bare = name.replace(/[.,،:;]+$|(?<=[가-힣])(?:께서는|님은|은|는|이|가)$/u, '')
      const person = draft.registry.find(name) ?? draft.registry.find(bare)
      if (person) return { person: person.id, rest: /[.:]$/.test(name) ? trimmed(slice(line, end)) : line }
    }
  return undefined
}
