import { parseReport } from '@/lib/report/parse'
import type { ImportOptions } from '.'
import type { Imported } from './recognise'
import { Unreadable } from './unreadable'

/** Our own JSON export, as it is. Throws Unreadable. */
export function readJson(text: string, { template }: Pick<ImportOptions, 'template'>): Imported {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Unreadable('import-broken', 'This file is no JSON that can be read.')
  }
  if (
    typeof value !== 'object' ||
    value === null ||
    (value as { format?: unknown }).format !== 'rapporteur-report'
  )
    throw new Unreadable('import-json', 'This JSON file is no report that was exported here.')
  const parsed = parseReport(value, template)
  if (parsed.ok) return { report: parsed.value, notes: [], unplaced: [] }
  const [first] = parsed.faults
  throw new Unreadable(
    'import-broken',
    `This JSON file is no complete report. ${first!.path}: ${first!.reason}.`,
  )
}
