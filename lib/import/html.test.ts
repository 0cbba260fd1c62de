import { expect, test } from 'vitest'
import { importText, saidIn } from './testing'

const conclusionOf = async (html: string) => {
  const { report } = await importText(
    `<!doctype html><html lang="en"><body><h1>Title</h1><h2>Conclusion</h2>${html}</body></html>`,
    {
      name: 'report.html',
    },
  )
  return report.sections.find(({ kind }) => kind === 'conclusion')
}

test('what no reader sees is left out, and what is not known is read as text', async () => {
  const html =
    '<script>alert(1)</script><style>p{}</style><custom-thing>Read <u>me</u></custom-thing><p onclick="x()">And <a href="javascript:alert(1)">me</a>.</p><iframe src="http://127.0.0.1:9/"></iframe>'
  expect(await conclusionOf(html)).toMatchObject({
    text: [
      { content: [{ type: 'text', text: 'Read me' }] },
      { content: [{ type: 'text', text: 'And me.' }] },
    ],
  })
})

test('the language of a block is that of its text, unless a part of it has another', async () => {
  expect(
    await conclusionOf(
      '<p lang="fr">Une phrase <span lang="ko">한국어</span></p><ul><li lang="es">uno</li></ul>',
    ),
  ).toMatchObject({
    text: [
      {
        content: [
          { text: 'Une phrase ', marks: [{ type: 'language', attrs: { lang: 'fr' } }] },
          { text: '한국어', marks: [{ type: 'language', attrs: { lang: 'ko' } }] },
        ],
      },
      { content: [{ content: [{ content: [{ marks: [{ type: 'language', attrs: { lang: 'es' } }] }] }] }] },
    ],
  })
})

test('a picture that lies elsewhere is noted and not fetched', async () => {
  const { report, notes } = await importText(
    '<h2>Screenshot</h2><img src="http://127.0.0.1:9/x.png" alt="The room">',
    {
      name: 'report.html',
    },
  )
  expect(notes.find(({ code }) => code === 'picture')?.text).toMatch(/The room/)
  expect(saidIn(report).picture).toEqual(['The room'])
})
