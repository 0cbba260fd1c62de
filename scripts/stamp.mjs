import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './process.mjs'

/*
 * What was made from what: a stamp beside the result holds the hash of its sources, so that nothing is made twice.
 */

/**
 * One hash of the content and names of files and folders.
 *
 * @param {string[]} paths relative to the root; what does not exist counts as absent
 * @param {(path: string) => boolean} [counts] which files count
 */
export function hashOf(paths, counts = () => true) {
  const hash = createHash('sha256')
  for (const path of paths)
    for (const file of filesIn(path))
      if (counts(file))
        hash
          .update(`${file}\0`)
          .update(readFileSync(join(ROOT, file)))
          .update('\0')
  return hash.digest('hex')
}

/** @param {string} path @returns {string[]} */
function filesIn(path) {
  const full = join(ROOT, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesIn(`${path}/${name}`))
}

/** @param {string} path relative to the root @returns {string | undefined} */
export function readStamp(path) {
  const full = join(ROOT, path)
  return existsSync(full) ? readFileSync(full, 'utf8').trim() : undefined
}

/** @param {string} path @param {string} value */
export function writeStamp(path, value) {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true })
  writeFileSync(join(ROOT, path), `${value}\n`)
}
