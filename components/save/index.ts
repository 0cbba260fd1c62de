export { type Offline, openOffline } from './offline'
export { SaveIndicator, type SaveIndicatorProps } from './save-indicator'
export { refusedText } from './say'
