import { readFileSync } from 'node:fs'
import mammoth from 'mammoth'
import { expect, test, vi } from 'vitest'
import { outlineOf } from '@/lib/export/content'
import { faultsOf } from '@/lib/export/docx/testing'
import { missingFrom, STAMP, writtenIn } from '@/lib/export/testing'
import { everyKind } from '@/lib/report/samples'
import { fillTemplate, findingsOf, inspectTemplate } from '.'

// The validator is a whole program of its own.
vi.setConfig({ testTimeout: 60_000 })

/** LibreOffice 7.4 wrote them, in three languages: a heading, a table of speakers, a list, and the body. */
test.each(['en', 'fr', 'ko'])(
  'a template that LibreOffice wrote in “%s” is filled whole, and with nothing that is not valid',
  async (language) => {
    const file = new Uint8Array(readFileSync(new URL(`samples/${language}.docx`, import.meta.url)))
    const report = { ...everyKind, language }
    const findings = findingsOf(inspectTemplate(file, report.template), report.template, language)
    expect(findings).toMatchObject({ unknown: [], missing: [] })
    const filled = await fillTemplate(file, { report, outline: outlineOf(report, STAMP), stamp: STAMP })
    // What the validator finds fault with in LibreOffice's own lists stays as it was.
    const before = await faultsOf(file)
    expect((await faultsOf(filled)).filter((fault) => !before.includes(fault))).toEqual([])
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(filled) })
    // It begins with the event's name and the title; the theme has no place in it.
    const theme = report.details.theme
    expect(
      missingFrom(
        value,
        writtenIn(report).filter((line) => line !== theme),
      ),
    ).toEqual([])
    expect(value).not.toContain('{{')
  },
)
