import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/*
 * Passwords are kept as `scrypt$<log2 N>$<r>$<p>$<salt>$<key>`, so that the cost can be raised later: who signs in
 * with an old hash gets a new one (needsRehash).
 */

type Cost = { log2N: number; r: number; p: number }
/** OWASP's recommendation for scrypt: 128 MiB would be 17; 2^16 with p = 2 asks 64 MiB at a time for the same work. */
const COST: Cost = { log2N: 16, r: 8, p: 2 }
const KEY_BYTES = 32

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST)
  const { log2N, r, p } = COST
  return ['scrypt', log2N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/**
 * Whether the password fits the hash, in the same time whatever is wrong. Without a hash (nobody has this e-mail
 * address, or no password) it works as long, so that asking does not tell who has an account.
 */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const parsed = hash === undefined ? undefined : parse(hash)
  const { cost, salt, key } = parsed ?? { cost: COST, salt: Buffer.alloc(16), key: Buffer.alloc(KEY_BYTES) }
  const derived = await derive(password, salt, cost)
  return timingSafeEqual(derived, key) && parsed !== undefined
}

export function needsRehash(hash: string): boolean {
  const cost = parse(hash)?.cost
  return !cost || cost.log2N !== COST.log2N || cost.r !== COST.r || cost.p !== COST.p
}

function parse(hash: string): { cost: Cost; salt: Buffer; key: Buffer } | undefined {
  const [name, log2N, r, p, salt, key] = hash.split('$')
  if (name !== 'scrypt' || !salt || !key) return undefined
  const parsed = {
    cost: { log2N: Number(log2N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
  }
  const bytes = Buffer.from(key, 'base64url')
  return bytes.length === KEY_BYTES ? { ...parsed, key: bytes } : undefined
}

function derive(password: string, salt: Buffer, { log2N, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** log2N
  const options: ScryptOptions = { N, r, p, maxmem: 128 * N * r * 2 }
  // The same password typed on different keyboards may be composed differently.
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  )
}
