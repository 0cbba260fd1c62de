export { follow, type SoFar } from './follow'
export { openOffline } from './offline'
export type { Offline } from './offline-port'
export { SaveIndicator, type SaveIndicatorProps } from './save-indicator'
