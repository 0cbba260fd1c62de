/* npm run restore -- BACKUP [--to FOLDER] */
import { count, dataFolder, runCommand } from './command'
import { bucketFor, refuseDatabase } from './home'
import { restoreBackup } from './restore'

await runCommand(
  `npm run restore -- BACKUP [--to FOLDER]

Brings a backup back as the data folder (DATA_DIR, or ./data). Stop the server first. The data that is there is moved
aside, not deleted.`,
  ['to'],
  { least: 1, most: 1 },
  async ([backup], options) => {
    if (!options.to) refuseDatabase()
    const to = options.to ?? dataFolder()
    const home = bucketFor(to)
    const { at, rooms, unreadable, aside } = await restoreBackup(backup!, to, { home }).finally(() =>
      home?.close(),
    )
    console.log(`Restored ${to} from the backup of ${at}: ${count(rooms, 'document')}.`)
    if (aside) console.log(`The data that was there is kept in ${aside}.`)
    console.log(
      'Every document begins anew: who has a later text open in a browser is offered it as a rescue copy.',
    )
    for (const sentence of unreadable) console.error(`Not restored, because it is damaged: ${sentence}`)
    return unreadable.length === 0
  },
)
