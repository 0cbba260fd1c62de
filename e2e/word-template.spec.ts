import { readFileSync } from 'node:fs'
import mammoth from 'mammoth'
import { p, templateOf } from '@/lib/word-template/testing'
import { makeSession } from './programme'
import { expect, test } from './test'

const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const file = (name: string, body: string) => ({
  name,
  mimeType: TYPE,
  buffer: Buffer.from(templateOf({ body })),
})

test('an organiser uploads the letterhead, mends it, and the report comes out in it', async ({ ana }) => {
  const { page } = ana
  const session = await makeSession(ana, { title: 'Power of Community' })
  await page.goto('/')
  await page.getByRole('link', { name: 'Forum' }).first().click()
  await page.getByRole('tab', { name: 'Settings' }).click()
  const panel = page.getByRole('region', { name: 'Word template' })
  const upload = panel.getByLabel('Word template')

  await upload.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('{{title}}') })
  await expect(panel.getByRole('alert')).toHaveText(/This is not a Word document/)
  await upload.setInputFiles(file('draft.docx', p('{{titel}}')))
  await expect(panel.getByText('Did you mean {{title}}?')).toBeVisible()
  await expect(panel.getByText(/things have no place/)).toBeVisible()
  await upload.setInputFiles(file('letterhead.docx', p('Our house: {{title}}') + p('{{body}}')))
  await expect(panel.getByText('Everything in the reports has its place.')).toBeVisible()
  await panel.getByRole('button', { name: 'Remove draft.docx' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(panel.getByText('draft.docx')).toHaveCount(0)

  await panel.getByRole('link', { name: 'How to make one' }).click()
  await expect(page.getByRole('term').filter({ hasText: '{{guiding-question}}' })).toBeVisible()

  await page.goto(`/sessions/${session}`)
  const exported = async (name: RegExp) => {
    await page.getByRole('button', { name: 'Export' }).press('Enter')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name }).press('Enter'),
    ])
    return (await mammoth.extractRawText({ buffer: readFileSync(await download.path()) })).value
  }
  expect(await exported(/in your template/)).toContain('Our house: Power of Community')
  expect(await exported(/plain/)).not.toContain('Our house')
})
