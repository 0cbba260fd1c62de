import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesContract } from './contract'
import { diskBytes } from './disk'

bytesContract('Bytes on the disk', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'rapporteur-bytes-'))
  return { bytes: diskBytes(dir), remove: () => rm(dir, { recursive: true }) }
})
