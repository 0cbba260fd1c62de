import type { KeepPicture, NotKept, Piece, Source } from './piece'

/** What a reader collects beside the text: the pictures, and those that could not be kept. */
export type Reading = {
  notKept: Source['notKept']
  picture(bytes: Uint8Array | undefined, alt: string): Promise<Piece>
}

const OUTSIDE: NotKept = {
  reason: 'picture-outside',
  sentence: 'It is not in the file, and nothing is fetched from elsewhere.',
}

export function createReading(keep: KeepPicture): Reading {
  const notKept: Source['notKept'] = []
  return {
    notKept,
    async picture(bytes, alt) {
      const kept = bytes ? await keep(bytes) : OUTSIDE
      if (!('reason' in kept)) return { kind: 'picture', file: kept, alt }
      notKept.push({ ...kept, alt })
      return { kind: 'picture', file: null, alt }
    },
  }
}
