import { type Format, fileNameOf, MEDIA_TYPES, type Stamp } from '@/lib/export'
import type { Report } from '@/lib/report/report'
import { sha256Of } from '../sha256'

/** A stored picture. `forever`: its address names its content, so that it never changes. */
export function pictureResponse(
  picture: { bytes: Uint8Array; type: string },
  sha256: string,
  keep: 'forever' | 'ask',
): Response {
  return new Response(new Uint8Array(picture.bytes), {
    headers: {
      'content-type': picture.type,
      etag: `"${sha256}"`,
      'cache-control': keep === 'forever' ? 'private, max-age=31536000, immutable' : 'private, no-cache',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
    },
  })
}

/** An exported file, named after the session, with the version it was made from. */
export function exportResponse(
  format: Format,
  bytes: Uint8Array,
  { report, stamp }: { report: Report; stamp: Stamp },
): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': MEDIA_TYPES[format],
      'content-disposition': disposition(fileNameOf(report.title, format)),
      // Of the file: with another standard, template or banner the same version makes another one.
      etag: `"${sha256Of(bytes)}"`,
      'x-report-seq': String(stamp.seq),
      'x-report-sha256': stamp.sha256,
      'x-content-type-options': 'nosniff',
    },
  })
}

/** RFC 6266: the name in Latin letters for old clients, and as it is (RFC 8187) for the others. */
export function disposition(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]+/g, '_')
    .replace(/["\\%]/g, '_')
    // Of a name in other letters nothing would be left.
    .replace(/^[_ ,.-]+(?=\.\w+$)/, 'report')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
