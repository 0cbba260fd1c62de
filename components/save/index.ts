export { openOffline } from './offline'
export type { Offline } from './offline-port'
export { SaveIndicator, type SaveIndicatorProps } from './save-indicator'
export { refusedText } from './say'
