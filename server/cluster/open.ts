import { randomBytes } from 'node:crypto'
import type { Config, Settings } from '../config'
import { keptSecret, newKept } from '../secret'
import { openPostgresStore, openStore } from '../store'
import { newRowId } from '../store/ids'
import type { LaneWatch } from '../store/lane'
import type { Store } from '../store/store'
import type { Bus } from './bus'
import { notifyBus } from './notify-bus'
import { redisBus } from './redis-bus'

/** The data of an instance, the id of this node of it, and the way to the others where it may have some. */
export type Data = { store: Store; config: Config; node: string; bus: Bus | undefined }

/**
 * Opens the data where the settings say: in the data folder, for this process alone, or in PostgreSQL, for any number of
 * nodes, which then sign with the same secret. Rejects with what the store says (server/start-failure.ts has sentences).
 */
export async function openData(settings: Settings, watch: LaneWatch): Promise<Data> {
  const { dataDir, databaseUrl, redisUrl } = settings
  const node = randomBytes(9).toString('base64url')
  if (databaseUrl === undefined) {
    const store = await openStore(dataDir, watch)
    return {
      store,
      config: { ...settings, secret: settings.secret ?? keptSecret(dataDir, 'secret') },
      node,
      bus: undefined,
    }
  }
  const store = await openPostgresStore(databaseUrl, watch)
  const secret = settings.secret ?? (await store.setting('secret', newKept))
  const bus = redisUrl
    ? redisBus(redisUrl, node, await store.setting('instance', newRowId))
    : await notifyBus(databaseUrl, node)
  return { store, config: { ...settings, secret }, node, bus }
}
