import { expect, test } from 'vitest'
import { fileNameOf } from '.'

test('a file is called by its title, without what file systems refuse', () => {
  expect(fileNameOf('Water: whose “right”? (2024)', 'pdf')).toBe('Water whose “right” (2024).pdf')
  expect(fileNameOf('포용적 사회를 위한 연대', 'docx')).toBe('포용적 사회를 위한 연대.docx')
  expect(fileNameOf(' ../../etc/passwd ', 'md')).toBe('etc passwd.md')
  expect(fileNameOf(' . ', 'json')).toBe('report.json')
})

test('a long title is cut between words, where there are any', () => {
  const title =
    'Collaboration and Partnership between Local Governments and SSE Actors in Achieving Inclusion'
  expect(fileNameOf(title, 'pdf')).toBe(
    'Collaboration and Partnership between Local Governments and SSE Actors in.pdf',
  )
  expect(fileNameOf(`${'a'.repeat(79)}🤝${'b'.repeat(9)}`, 'pdf')).toBe(`${'a'.repeat(79)}🤝.pdf`)
})
