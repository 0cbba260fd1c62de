export { readReport } from './read'
export { approve, reopen, submit, withdraw } from './steps'
export { listSessions } from './titles'
