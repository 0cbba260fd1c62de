import type { CloseName } from '@/lib/collab/close-codes'
import type { SaveState } from '@/lib/collab/connection'

/** What the indicator knows besides the connection's state. */
export type Surroundings = {
  /** What the browser believes about its network */
  online: boolean
  /** Whether every edit lies in this browser's storage */
  kept: boolean
}

/** The indicator's words, by their name in the catalogue `save`. */
export type Word =
  | 'connecting'
  | 'offline'
  | 'saved'
  | 'saving'
  | 'unsaved'
  | 'keptOffline'
  | 'alert'
  | 'readonly'
  | 'stopped'
export type Tone = 'calm' | 'good' | 'warning' | 'danger'

/** A sentence that must be read, with the rescue copy where something is only here. */
export type Notice =
  | { kind: 'alert'; kept: boolean; rescue: true }
  | { kind: 'readonly'; rescue: true }
  | { kind: 'closed'; code: CloseName; rescue: boolean }

export type Said = { word: Word; tone: Tone; notice: Notice | undefined }

export function say(state: SaveState, { online, kept }: Surroundings): Said {
  switch (state.kind) {
    case 'connecting':
      return { word: online ? 'connecting' : 'offline', tone: 'calm', notice: undefined }
    case 'saved':
      return { word: 'saved', tone: 'good', notice: undefined }
    case 'saving':
      return { word: 'saving', tone: 'calm', notice: undefined }
    case 'unsaved':
      return { word: !online && kept ? 'keptOffline' : 'unsaved', tone: 'warning', notice: undefined }
    case 'alert':
      return {
        word: !online && kept ? 'keptOffline' : 'alert',
        tone: 'danger',
        notice: { kind: 'alert', kept, rescue: true },
      }
    case 'readonly': {
      const waits = state.since !== undefined
      return {
        word: 'readonly',
        tone: waits ? 'warning' : 'calm',
        notice: waits ? { kind: 'readonly', rescue: true } : undefined,
      }
    }
    case 'closed':
      return {
        word: 'stopped',
        tone: 'danger',
        notice: { kind: 'closed', code: state.code, rescue: state.since !== undefined },
      }
  }
}

/** Whether leaving the page now would lose something. */
export function wouldLose(state: SaveState, { kept }: Pick<Surroundings, 'kept'>): boolean {
  const waits = 'since' in state && state.since !== undefined
  return waits && !kept
}

/** What is read aloud, and what was said before: saving is not, and saved only after it had not been. */
export type Spoken = { text: 'spokenUnsaved' | 'spokenSaved' | undefined; worried: boolean }

export function speak(before: Spoken, state: SaveState): Spoken {
  if (state.kind === 'unsaved') return before.worried ? before : { text: 'spokenUnsaved', worried: true }
  // The alert announces itself.
  if (state.kind === 'alert') return { text: undefined, worried: true }
  if (state.kind === 'saved' && before.worried) return { text: 'spokenSaved', worried: false }
  return before
}
