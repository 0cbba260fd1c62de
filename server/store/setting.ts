import type { Db } from './rows'

/** See Store.setting. Of several nodes that make one at once, the first one's counts. */
export async function setting(db: Db, name: string, make: () => string): Promise<string> {
  const read = () => db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst()
  const kept = await read()
  if (kept) return kept.value
  await db
    .insertInto('setting')
    .values({ name, value: make() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await read())!.value
}
