import type { KeepPicture, Piece, Source } from './piece'

/** What a reader collects beside the text: pictures, and sentences about what could not be read. */
export type Reading = {
  remarks: Source['remarks']
  picture(bytes: Uint8Array | undefined, alt: string): Promise<Piece>
}

export function createReading(keep: KeepPicture): Reading {
  const remarks: Source['remarks'] = []
  return {
    remarks,
    async picture(bytes, alt) {
      const kept = bytes ? await keep(bytes) : 'It is not in the file, and nothing is fetched from elsewhere.'
      if (typeof kept !== 'string') return { kind: 'picture', file: kept, alt }
      remarks.push({ code: 'picture', text: alt ? `${alt}: ${kept}` : kept })
      return { kind: 'picture', file: null, alt }
    },
  }
}
