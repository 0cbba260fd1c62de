import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { filesIn, sha256OfFile } from './disk'
import { Refused } from './folder'

export const MANIFEST = 'manifest.json'

const Manifest = z.object({
  format: z.literal('rapporteur-backup'),
  version: z.literal(1),
  /** When it was made, ISO 8601. */
  at: z.string(),
  /** Every file of it but the manifest, by its path in the folder, with slashes. */
  files: z.array(
    z.object({
      path: z.string().refine((path) => !path.split('/').includes('..') && !path.startsWith('/')),
      bytes: z.number(),
      sha256: z.string(),
    }),
  ),
})
export type Manifest = z.infer<typeof Manifest>

/** What lies in a folder. */
export async function makeManifest(dir: string): Promise<Manifest> {
  const files = []
  for (const path of await filesIn(dir)) {
    const file = join(dir, path)
    files.push({ path, bytes: (await stat(file)).size, sha256: await sha256OfFile(file) })
  }
  return { format: 'rapporteur-backup', version: 1, at: new Date().toISOString(), files }
}

/** The manifest of a backup whose every file is as it was made. Throws Refused, naming the file that is not. */
export async function checkedManifest(dir: string): Promise<Manifest> {
  const manifest = await readManifest(dir)
  for (const { path, sha256 } of manifest.files) {
    const found = await sha256OfFile(join(dir, path)).catch(() => undefined)
    if (found === undefined) throw new Refused(`The backup is not whole: ${path} is missing.`)
    if (found !== sha256) throw new Refused(`The backup is damaged: ${path} is not what was backed up.`)
  }
  return manifest
}

async function readManifest(dir: string): Promise<Manifest> {
  const text = await readFile(join(dir, MANIFEST), 'utf8').catch(() => undefined)
  if (text === undefined) throw new Refused(`${dir} is no backup: there is no ${MANIFEST} in it.`)
  try {
    return Manifest.parse(JSON.parse(text))
  } catch {
    throw new Refused(
      `The ${MANIFEST} in ${dir} cannot be read: the backup is damaged, or of a newer version.`,
    )
  }
}
