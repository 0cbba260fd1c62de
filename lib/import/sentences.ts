import type { Note } from './draft'

/** A note in English, for who has no page to say it. */
export function noteSentence({ code, section, text, notKept }: Note): string {
  const short = text.length > 120 ? `${text.slice(0, 119)}…` : text
  switch (code) {
    case 'found':
      return `“${short}” is the section “${section}”.`
    case 'hint':
      return `The template's hint was left out: “${short}”`
    case 'stamp':
      return 'The mark of an earlier export at the end of the document was left out.'
    case 'kind':
      return `What the document calls itself was left out: “${short}”`
    case 'picture':
      return `A picture could not be kept${short && ` (“${short}”)`}. ${notKept?.sentence ?? ''}`
    case 'remarks':
      return 'What people said where the conclusion stands was taken as closing remarks.'
    case 'table':
      return `A table was written as lines: ${short}.`
    case 'unnamed':
      return `An answer has no author: “${short}”`
  }
}
