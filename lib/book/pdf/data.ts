import { chapterData, dateParts, type Files } from '@/lib/export/pdf/data'
import { type Drawable, fitted } from '@/lib/export/pdf/fitted'
import { languageOf, lineOf } from '@/lib/export/pdf/lines'
import { lettersOf } from '@/lib/export/text'
import type { Book, Chapter, Cover } from '../book'

/** The data for the PDF of a book (source.ts), and the files that it names. */
export function bookData(book: Book, drawable: Drawable): { data: unknown; files: Files } {
  const files: Files = new Map()
  const own = {
    name: book.name,
    description: lettersOf(book.cover.kind),
    authors: [...new Set(book.chapters.flatMap(({ outline }) => outline.authors))],
    keywords: book.chapters.map(({ session, stamp }) => `session ${session}: ${stamp.sha256}`),
    made: dateParts(book.at),
    language: languageOf(book.language),
    cover: coverData(book.cover, files),
    contents: lineOf(book.contents),
    indexes: book.indexes.map(({ heading, entries }) => ({
      heading: lineOf(heading),
      entries: entries.map(({ name, about, chapters }) => ({
        name: lineOf(name),
        about: lineOf(about),
        chapters,
      })),
    })),
    lists: book.lists.map(({ heading, items }) => ({
      heading: lineOf(heading),
      items: items.map(({ title, about }) => ({ title: lineOf(title), about: lineOf(about) })),
    })),
  }
  const chapters = book.chapters.map((chapter) => chapterOf(chapter, files, drawable))
  return { data: { ...fitted(own, drawable).data, chapters }, files }
}

function chapterOf({ outline, mark }: Chapter, files: Files, drawable: Drawable) {
  const { data } = fitted({ mark: lineOf(mark) }, drawable)
  return { ...chapterData(outline, files, drawable), name: outline.name, ...data }
}

function coverData({ banner, title, theme, days, kind, made }: Cover, files: Files) {
  const path = banner && `/pictures/${banner.sha256}.${banner.type.replace('image/', '')}`
  if (path) files.set(path, banner.bytes)
  return {
    banner: path ?? null,
    title: lineOf(title),
    theme: lineOf(theme),
    days: lineOf(days),
    kind: lineOf(kind),
    made: lineOf(made),
  }
}
