/* npm run renew [-- postgres://…] */
import { count, runCommand } from './command'
import { Refused } from './folder'
import { renewDatabase } from './renew'

await runCommand(
  `npm run renew [-- postgres://USER:PASSWORD@HOST/DATABASE]

For a database (DATABASE_URL) that was brought back from a dump: every document begins anew, so that no browser that has
a later text open merges it back in. Stop all nodes first.`,
  [],
  { least: 0, most: 1 },
  async ([database = process.env.DATABASE_URL]) => {
    if (!database) throw new Refused('Say which database: npm run renew -- postgres://…, or DATABASE_URL.')
    const { rooms, unreadable } = await renewDatabase(database, 'Brought back from a dump')
    console.log(
      `${count(rooms, 'document')} begin${rooms === 1 ? 's' : ''} anew: who has a later text open in a browser is offered it as a rescue copy.`,
    )
    for (const sentence of unreadable) console.error(`Left as it is, because it is damaged: ${sentence}`)
    return unreadable.length === 0
  },
)
