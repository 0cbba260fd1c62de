export { historyOf, readReportAt, restore } from './history'
export { readReport } from './read'
export { approve, reopen, submit, withdraw } from './steps'
export { type ListedSession, listSessions } from './titles'
