export type RefusalCode =
  | 'picture-type'
  | 'picture-too-big'
  | 'picture-too-many-pixels'
  | 'picture-broken'
  | 'picture-hash'

/** A picture that is not taken: why, as a code for programs and a sentence for people. */
export class PictureRefused extends Error {
  override name = 'PictureRefused'
  constructor(
    readonly code: RefusalCode,
    sentence: string,
  ) {
    super(sentence)
  }
}

export function tooBig(): PictureRefused {
  return new PictureRefused(
    'picture-too-big',
    'This picture is larger than 10 MiB. Make it smaller and try again.',
  )
}

/** The pages' bundle and main.ts may each hold a copy of this class, so it is known by its name. */
export function isPictureRefused(error: unknown): error is PictureRefused {
  return error instanceof Error && error.name === 'PictureRefused' && 'code' in error
}
