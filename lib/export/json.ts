import { z } from 'zod'
import { Report } from '@/lib/report/report'
import { withoutHints } from '@/lib/report/template'
import type { Pictures } from './pictures'
import type { Stamp } from './stamp'

/**
 * The report as it is, but for its template's hints, with its stamp and its pictures' bytes in `file.data`: POSTed
 * anew, it makes the same report (the stamp is ignored there).
 */
export async function toJson(report: Report, stamp: Stamp, pictures: Pictures): Promise<Uint8Array> {
  const sections = await Promise.all(
    report.sections.map(async (section) =>
      section.kind === 'picture'
        ? { ...section, pictures: await Promise.all(section.pictures.map(embed)) }
        : section,
    ),
  )
  const whole = { ...report, template: withoutHints(report.template), sections }
  // In the schema's order and spelling, so that what is imported is exported to the same bytes.
  const spelled = Report.safeParse(whole).data ?? whole
  return new TextEncoder().encode(`${JSON.stringify({ ...spelled, stamp }, null, 2)}\n`)

  async function embed<T extends { file: { sha256: string; data?: string | undefined } | null }>(picture: T) {
    if (!picture.file || picture.file.data) return picture
    const bytes = await pictures(picture.file.sha256)
    return bytes ? { ...picture, file: { ...picture.file, data: toBase64(bytes) } } : picture
  }
}

/** JSON Schema (2020-12) of a report as the API takes it, for publishing. */
export function reportJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(Report, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>
}

/** Bytes as base64, piece by piece: a picture is too long for one call's arguments. */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(binary)
}

export function fromBase64(data: string): Uint8Array {
  return Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
}
