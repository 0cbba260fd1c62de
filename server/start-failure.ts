import { ConfigError } from './config'
import { HomeUnusable } from './files/bytes'
import { FolderInUse } from './store/lock'

/** What to tell whoever starts the server when it does not start: what is wrong and what to do, no stack trace. */
export function startFailure(error: unknown, where: { port: string; dataDir: string }): string {
  if (error instanceof ConfigError)
    return `Wrong settings (.env.example explains them all):\n${error.message}`
  if (error instanceof FolderInUse || error instanceof HomeUnusable) return error.message
  const { code = '', syscall, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return `Port ${where.port} is in use: stop the program that has it, or set PORT to another one.`
  if (syscall === 'listen')
    return `Cannot listen on port ${where.port} (${code}): set PORT or HOST to others.`
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'SQLITE_CANTOPEN', 'SQLITE_READONLY'].includes(code))
    return `The data folder ${where.dataDir} cannot be written (${code}): allow it, or set DATA_DIR to another folder.`
  if (['ENOSPC', 'SQLITE_FULL'].includes(code))
    return `The disk of ${where.dataDir} is full: make room and start again.`
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT'))
    return `The database in ${where.dataDir} is damaged and was left as it is: put a backup in its place, or set DATA_DIR to another folder.`
  if (message?.includes('Could not find a production build'))
    return 'The pages are not built: start with "npm start", which builds them.'
  return `Rapporteur could not start: ${message ?? error}`
}
