import * as Y from 'yjs'
import { reissue } from '@/lib/collab/reissue'
import type { SetAside } from './database'
import type { Offline } from './offline-port'

/**
 * Whether a text that was set aside becomes part of the report again by itself: it was written under Yjs client ids of
 * another account, which happens to whoever signs in to another one while a page is open.
 */
export function comesBack(text: SetAside, offline: Pick<Offline, 'epoch'>): boolean {
  return text.reason === 'forged' && text.epoch !== undefined && text.epoch === offline.epoch()
}

/**
 * Makes what is to be called each time that all of the document is saved: it writes the texts that come back into it,
 * as this page's own edits, and lets them go when these are saved, too. `done`: none is left.
 */
export function takesUp(
  doc: Y.Doc,
  offline: Pick<Offline, 'aside' | 'discard' | 'epoch'>,
): () => 'done' | 'pending' {
  const taken = new Set<string>()
  return () => {
    const coming = offline.aside().filter((text) => comesBack(text, offline))
    for (const text of coming)
      if (taken.has(text.key)) offline.discard(text.key)
      else takeUp(text)
    return coming.length === 0 ? 'done' : 'pending'
  }

  function takeUp({ key, state }: SetAside): void {
    taken.add(key)
    // The same ids each time: what was sent, and not heard of again, does not come twice.
    const idFor = (client: number) => hash(`${key}/${client}`)
    Y.applyUpdate(doc, reissue(state, Y.encodeStateVector(doc), idFor), takesUp)
  }
}

/** 32 bits of a text (FNV-1a). */
function hash(text: string): number {
  let sum = 0x811c9dc5
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193)
  return sum >>> 0
}
