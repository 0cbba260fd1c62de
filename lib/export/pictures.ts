/** The bytes of a stored picture by its SHA-256; undefined if they are not to be had. */
export type Pictures = (sha256: string) => Promise<Uint8Array | undefined>
