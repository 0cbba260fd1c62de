/* npm run verify [-- FOLDER] */
import { count, dataFolder, runCommand } from './command'
import { type Verdict, verifyFolder } from './verify'

await runCommand(
  `npm run verify [-- FOLDER]

Checks a data folder (DATA_DIR, or ./data) or a backup from end to end; changes nothing, and may run beside the server.`,
  [],
  { least: 0, most: 1 },
  async ([folder = dataFolder()]) => {
    const verdict = await verifyFolder(folder)
    printVerdict(folder, verdict)
    return verdict.faults.length === 0
  },
)

function printVerdict(folder: string, { faults, notes, sessions, entries, files }: Verdict): void {
  for (const note of notes) console.log(`(${note} It does no harm.)`)
  for (const fault of faults) console.error(fault)
  const checked = [
    count(sessions, 'session'),
    count(entries, 'log entry', 'log entries'),
    count(files, 'file'),
  ].join(', ')
  const found = faults.length === 0 ? 'all is well' : count(faults.length, 'fault')
  console.log(`Checked ${folder}: ${checked}: ${found}.`)
}
