import { type Parsed, parseReport } from '../parse'
import type { Report } from '../report'
import { BUILT_IN } from '../templates'
import everyKindJson from './every-kind.json' with { type: 'json' }
import gsef2020Json from './gsef-2020.json' with { type: 'json' }

/** The first real report (gsef-2020-workshop.txt), every sentence in its place: the example event's session. */
export const gsef2020: Report = sample(parseReport(gsef2020Json, BUILT_IN['forum-session']))

/**
 * Every section kind, node, mark and question state, four scripts, a picture with its bytes and one without,
 * in a template of its own. Each of its hints begins with HINT, so that a test can look for one that leaked.
 */
export const everyKind: Report = sample(parseReport(everyKindJson, BUILT_IN['forum-session']))

function sample(parsed: Parsed<Report>): Report {
  if (!parsed.ok) throw new Error(`A sample does not fit the schema: ${JSON.stringify(parsed.faults)}`)
  return parsed.value
}
