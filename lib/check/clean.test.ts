import { expect, test } from 'vitest'
import { checkReport } from '.'
import { detect } from './detector'
import { CLEAN } from './samples'

test.each(Object.keys(CLEAN))('a report in %s with nothing to mend has no findings', (language) => {
  const report = CLEAN[language]!
  const event = { startDate: report.details.eventStart, endDate: report.details.eventEnd }
  expect(checkReport(report, { detect, event })).toEqual([])
})
