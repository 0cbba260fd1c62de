/** Why a file is not taken as a Word template, as a code for programs. */
export type RefusalCode =
  | 'word-not-docx'
  | 'word-old-or-protected'
  | 'word-strict'
  | 'word-broken'
  | 'word-too-big'
  | 'word-macros'
  | 'word-external'
  | 'word-embedded'
  | 'word-dtd'

const SENTENCES: Record<RefusalCode, string> = {
  'word-not-docx': 'This is no Word document. In Word, save it as “Word Document (*.docx)”, then try again.',
  'word-old-or-protected':
    'This is a Word 97–2003 document, or it is protected with a password. Save it as “Word Document (*.docx)” without a password, then try again.',
  'word-strict':
    'This is a “Strict Open XML Document”. In Word, save it as “Word Document (*.docx)”, then try again.',
  'word-broken': 'This Word document is damaged and cannot be read.',
  'word-too-big':
    'This Word document is too large, or unpacks to too much. Make its pictures smaller and try again.',
  'word-macros':
    'This Word document has macros. Save it as “Word Document (*.docx)”, which holds none, then try again.',
  'word-external':
    'This Word document fetches something from elsewhere, such as a linked picture, file or attached template. Put it into the document itself, then try again.',
  'word-embedded':
    'This Word document has another program’s object in it. Replace it by a picture or a table, then try again.',
  'word-dtd':
    'This Word document declares a document type, which no Word document does. Save it in Word again.',
}

/** A Word template that is not taken: `message` is a sentence for people, `detail` what it was about. */
export class TemplateRefused extends Error {
  override name = 'TemplateRefused'
  constructor(
    readonly code: RefusalCode,
    readonly detail?: string,
  ) {
    super(SENTENCES[code])
  }
}
