/* npm run backup -- TARGET [--from FOLDER] */
import { backupFolder } from './backup'
import { count, dataFolder, runCommand } from './command'
import { bucketFor, refuseDatabase } from './home'

await runCommand(
  `npm run backup -- TARGET [--from FOLDER]

Copies the data folder (DATA_DIR, or ./data) to a new folder TARGET, and checks the copy. The server may run meanwhile.`,
  ['from'],
  { least: 1, most: 1 },
  async ([target], options) => {
    if (!options.from) refuseDatabase()
    const from = options.from ?? dataFolder()
    const bucket = bucketFor(from)
    const { files, verdict } = await backupFolder(from, target!, bucket).finally(() => bucket?.close())
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    console.log(
      `Backed up ${from} to ${target}: ${count(verdict.sessions, 'session')} in ${count(files.length, 'file')}, ${(bytes / 1e6).toFixed(1)} MB.`,
    )
    if (verdict.faults.length === 0) return true
    console.error('It is a faithful copy, but what was copied is damaged:')
    for (const fault of verdict.faults) console.error(fault)
    return false
  },
)
