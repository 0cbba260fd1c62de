/* npm run move -- --to postgres://… | --to FOLDER [--from …] */
import { readConfig } from '../config'
import { shown } from '../store/postgres'
import { count, dataFolder, Misunderstood, runCommand } from './command'
import { Refused } from './folder'
import { type Moved, move, type Place } from './move'

await runCommand(
  `npm run move -- --to postgres://USER:PASSWORD@HOST/DATABASE [--from FOLDER]
npm run move -- --to FOLDER [--from postgres://USER:PASSWORD@HOST/DATABASE]

Carries a whole instance from its data folder (DATA_DIR, or ./data) into an empty PostgreSQL database, or back from a
database (DATABASE_URL) into a new folder, and compares all of it there. Stop the server, or all nodes, first. What is
carried stays where it was, unchanged.`,
  ['from', 'to'],
  { least: 0, most: 0 },
  async (_, options) => {
    const to = placeOf(options.to)
    if (!to) throw new Misunderstood()
    const from = placeOf(options.from) ?? otherThan(to)
    if (from.kind === to.kind)
      throw new Refused(
        'A move is from a folder into a database or back. A folder is copied by npm run backup and npm run restore, a database by pg_dump.',
      )
    const started = performance.now()
    const moved = await move(from, to, readConfig(process.env).s3)
    tell(moved, from, to, (performance.now() - started) / 1000)
    return moved.unreadable.length + moved.files.missing.length + moved.files.damaged.length === 0
  },
)

function placeOf(text: string | undefined): Place | undefined {
  if (!text) return undefined
  return /^postgres(ql)?:\/\//.test(text) ? { kind: 'database', url: text } : { kind: 'folder', dir: text }
}

/** Where the server has its data now. */
function otherThan(to: Place): Place {
  if (to.kind === 'database') return { kind: 'folder', dir: dataFolder() }
  const url = process.env.DATABASE_URL
  if (!url) throw new Refused('Say where the data is: --from postgres://…, or DATABASE_URL.')
  return { kind: 'database', url }
}

function tell(
  { accounts, rooms, entries, files, rows, tables, unreadable }: Moved,
  from: Place,
  to: Place,
  seconds: number,
) {
  const [here, there] = [wordsOf(from), wordsOf(to)]
  const what = [
    count(accounts, 'account'),
    count(rooms, 'session'),
    count(entries, 'log entry', 'log entries'),
    `${count(files.files, 'file')} (${(files.bytes / 1e6).toFixed(1)} MB)`,
  ].join(', ')
  console.log(`Moved ${here} to ${there} in ${seconds.toFixed(1)} s: ${what}.`)
  console.log(
    `Compared: ${count(rows, 'row')} of ${count(tables, 'table')}, and every document and file. ${here} is as it was.`,
  )
  console.log(
    to.kind === 'database'
      ? 'Start the nodes with DATABASE_URL set to it: whoever is signed in stays so.'
      : `Start the server with DATA_DIR set to it, without DATABASE_URL: whoever is signed in stays so.`,
  )
  for (const sentence of unreadable) console.error(`Carried as it is, damaged: ${sentence}`)
  for (const sha256 of files.missing) console.error(`The file ${sha256} was missing, and is.`)
  for (const sha256 of files.damaged) console.error(`The file ${sha256} is damaged, and was not carried.`)
}

function wordsOf(place: Place): string {
  return place.kind === 'folder' ? place.dir : shown(place.url)
}
