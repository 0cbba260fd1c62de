import type { Bytes } from './bytes'

/** A home that took over from another: what is stored goes there; what was stored in the other before is found still. */
export function inSuccession(present: Bytes, before: Bytes): Bytes {
  const both = [present, before]
  return {
    write: present.write,
    read: async (sha256) => (await present.read(sha256)) ?? before.read(sha256),
    open: async (sha256) => (await present.open(sha256)) ?? before.open(sha256),
    async remove(sha256, isNamed) {
      for (const home of both) await home.remove(sha256, isNamed)
    },
    async *names() {
      const seen = new Set<string>()
      for (const home of both)
        for await (const name of home.names()) {
          if (!seen.has(name)) yield name
          seen.add(name)
        }
    },
    placeOf: present.placeOf,
    async check() {
      for (const home of both) await home.check()
    },
    async close() {
      for (const home of both) await home.close()
    },
  }
}
