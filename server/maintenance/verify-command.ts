/* npm run verify [-- FOLDER | postgres://…] */

import { readConfig } from '../config'
import { homeOf, openBytes } from '../files/homes'
import { shown } from '../store/postgres'
import { count, dataFolder, runCommand } from './command'
import { bucketFor } from './home'
import { openDatabase } from './move/postgres'
import { type Verdict, verifyDatabase, verifyFolder } from './verify'

await runCommand(
  `npm run verify [-- FOLDER | postgres://USER:PASSWORD@HOST/DATABASE]

Checks the data that the server uses (DATABASE_URL, else DATA_DIR, or ./data), another folder or database, or a backup,
from end to end; changes nothing, and may run beside the server.`,
  [],
  { least: 0, most: 1 },
  async ([place = process.env.DATABASE_URL || dataFolder()]) => {
    const isDatabase = /^postgres(ql)?:\/\//.test(place)
    const verdict = await (isDatabase ? checkDatabase(place) : checkFolder(place))
    printVerdict(isDatabase ? shown(place) : place, verdict)
    return verdict.faults.length === 0
  },
)

async function checkFolder(dir: string): Promise<Verdict> {
  const bucket = bucketFor(dir)
  return verifyFolder(dir, bucket).finally(() => bucket?.close())
}

async function checkDatabase(url: string): Promise<Verdict> {
  const { s3 } = readConfig(process.env)
  const { db, close } = await openDatabase(url)
  const home = openBytes(homeOf({ dataDir: '', databaseUrl: url, s3 }))
  try {
    return await verifyDatabase(db, home)
  } finally {
    await home.close()
    await close()
  }
}

function printVerdict(place: string, { faults, notes, sessions, entries, files }: Verdict): void {
  for (const note of notes) console.log(`(${note} It does no harm.)`)
  for (const fault of faults) console.error(fault)
  const checked = [
    count(sessions, 'session'),
    count(entries, 'log entry', 'log entries'),
    count(files, 'file'),
  ].join(', ')
  const found = faults.length === 0 ? 'all is well' : count(faults.length, 'fault')
  console.log(`Checked ${place}: ${checked}: ${found}.`)
}
