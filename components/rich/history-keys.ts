export type HistoryStep = 'undo' | 'redo'

type Key = { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean }

/** Mod-Z undoes; Mod-Shift-Z and Mod-Y redo. Mod is Control, or Command on a Mac. */
export function historyStep({ key, ctrlKey, metaKey, shiftKey, altKey }: Key): HistoryStep | undefined {
  if (ctrlKey === metaKey || altKey) return undefined
  const letter = key.toLowerCase()
  if (letter === 'z') return shiftKey ? 'redo' : 'undo'
  return letter === 'y' && !shiftKey ? 'redo' : undefined
}
