import { expect, test } from 'vitest'
import { fileNameOf } from './file-name'

test('a file is called by its title, in any script', () => {
  expect(fileNameOf('Économie sociale: a/b?', 'docx')).toBe('Économie-sociale-a-b.docx')
  expect(fileNameOf('사회적 경제', 'pdf')).toBe('사회적-경제.pdf')
})

test('a report without a title, or with a very long one, still gets a usable name', () => {
  expect(fileNameOf(' … ', 'md')).toBe('report.md')
  expect(Array.from(fileNameOf('word '.repeat(100), 'md')).length).toBeLessThanOrEqual(83)
})
