import type { Report } from './report'
import { withoutHints } from './template'

/** JSON with sorted keys and no spaces (RFC 8785 for the values a report can hold): equal reports, equal bytes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalJson(entry ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`
}

/**
 * SHA-256 of a report's canonical JSON, in hex: that of an exported one without its stamp. Pictures count by their own
 * SHA-256, not by embedded bytes; hints are no content.
 */
export async function sha256OfReport(report: Report): Promise<string> {
  const content = { ...report, template: withoutHints(report.template) }
  const json = JSON.stringify(content, (key, value) => (key === 'data' ? undefined : value))
  const bytes = new TextEncoder().encode(canonicalJson(JSON.parse(json)))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
