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
  /** `onlyHere`: some edits are. A text from before a restore is worth a rescue copy even if none are. */
  | { kind: 'closed'; code: CloseName; onlyHere: boolean; rescue: boolean }

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
        notice: closedNotice(state),
      }
  }
}

/** The server will refuse this text whenever it is offered: it must not be offered again by the next page. */
const REFUSED: ReadonlySet<CloseName> = new Set([
  'restored',
  'notAllowed',
  'unknownRoot',
  'forged',
  'badMessage',
  'tooLarge',
])

/** Why the server will never take what is in this document, if so: then it is set aside. */
export function refusedText(state: SaveState): CloseName | undefined {
  return state.kind === 'closed' && REFUSED.has(state.code) ? state.code : undefined
}

/** Whether some edits are not confirmed; undefined: the server was not asked yet, or will not say. */
export function hasUnsent(state: SaveState): boolean | undefined {
  if ('since' in state && state.since !== undefined) return true
  return state.kind === 'saved' || state.kind === 'readonly' ? false : undefined
}

function closedNotice(state: SaveState & { kind: 'closed' }): Notice {
  const { code, since } = state
  const isRefused = refusedText(state) !== undefined
  // A restore takes back what was saved, and refuses nothing that was written since.
  const onlyHere = since !== undefined || (isRefused && code !== 'restored')
  return { kind: 'closed', code, onlyHere, rescue: onlyHere || isRefused }
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
