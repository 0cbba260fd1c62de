import { toBase64 } from 'lib0/buffer'
import * as Y from 'yjs'
import { readReport } from '@/lib/report/read'
import type { Report } from '@/lib/report/report'
import type { Template } from '@/lib/report/template'

/** Everything that is in this browser: the report to read, and the document's state to take up again. */
type Rescue = {
  format: 'rapporteur-rescue'
  version: 1
  session: string
  /** When it was made, ISO 8601 */
  at: string
  report: Report
  /** The encoded Yjs state, base64 */
  state: string
}

/** The rescue copy as a file: its name and its text. Made here, with no server. */
export function rescueFile(
  doc: Y.Doc,
  session: { id: string; template: Template },
  now: Date,
): { name: string; text: string } {
  const at = now.toISOString()
  const rescue: Rescue = {
    format: 'rapporteur-rescue',
    version: 1,
    session: session.id,
    at,
    report: readReport(doc, session.template),
    state: toBase64(Y.encodeStateAsUpdate(doc)),
  }
  const time = at.slice(0, 19).replaceAll(':', '-')
  return { name: `rapporteur-${session.id}-${time}.json`, text: JSON.stringify(rescue, null, 2) }
}
