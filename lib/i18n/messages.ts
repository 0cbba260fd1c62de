import type {} from 'next-intl'
import type { FORMATS } from './formats'
import type { Locale } from './locale'
import books from './messages/en/books.json'
import broken from './messages/en/broken.json'
import check from './messages/en/check.json'
import editor from './messages/en/editor.json'
import imports from './messages/en/imports.json'
import pages from './messages/en/pages.json'
import rich from './messages/en/rich.json'
import save from './messages/en/save.json'
import shell from './messages/en/shell.json'
import word from './messages/en/word.json'
import booksFr from './messages/fr/books.json'
import brokenFr from './messages/fr/broken.json'
import checkFr from './messages/fr/check.json'
import editorFr from './messages/fr/editor.json'
import importsFr from './messages/fr/imports.json'
import pagesFr from './messages/fr/pages.json'
import richFr from './messages/fr/rich.json'
import saveFr from './messages/fr/save.json'
import shellFr from './messages/fr/shell.json'
import wordFr from './messages/fr/word.json'

/*
 * Every word on screen, one file for each area and language. English is the measure: a key that it lacks does not
 * compile where it is used, and one that another language lacks does not compile here.
 */

const en = { books, broken, check, shell, pages, editor, imports, rich, save, word }
export type Messages = typeof en

export const MESSAGES: Record<Locale, Messages> = {
  en,
  fr: {
    books: booksFr,
    broken: brokenFr,
    check: checkFr,
    shell: shellFr,
    pages: pagesFr,
    editor: editorFr,
    imports: importsFr,
    rich: richFr,
    save: saveFr,
    word: wordFr,
  },
}

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: Messages
    Formats: typeof FORMATS
  }
}
