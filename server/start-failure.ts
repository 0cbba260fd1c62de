import { ConfigError } from './config'
import { HomeUnusable } from './files/bytes'
import { FolderInUse } from './store/lock'
import { UnsafeDatabase } from './store/postgres'

/** What to tell whoever starts the server when it does not start: what is wrong and what to do, no stack trace. */
export function startFailure(
  error: unknown,
  where: { port: string; dataDir: string; databaseUrl?: string | undefined },
): string {
  if (error instanceof ConfigError)
    return `Wrong settings (.env.example explains them all):\n${error.message}`
  if (error instanceof FolderInUse || error instanceof HomeUnusable || error instanceof UnsafeDatabase)
    return error.message
  const { code = '', syscall, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return `Port ${where.port} is in use: stop the program that has it, or set PORT to another one.`
  if (syscall === 'listen')
    return `Cannot listen on port ${where.port} (${code}): set PORT or HOST to others.`
  const database = where.databaseUrl && postgresFailure(code, message, where.databaseUrl)
  if (database) return database
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

/** The codes are those of the system, and PostgreSQL's (its documentation, appendix A). */
function postgresFailure(code: string, message: string, url: string): string | undefined {
  const { host, pathname, username } = new URL(url)
  const isTimeout = message?.includes('timeout expired') || message?.includes('Connection terminated')
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'].includes(code) || isTimeout)
    return `PostgreSQL does not answer at ${host} (${code || 'no answer'}): start it, or set DATABASE_URL to where it is.`
  if (code.startsWith('28'))
    return `PostgreSQL at ${host} does not let in “${username}”: check the name and password in DATABASE_URL.`
  if (code === '3D000')
    return `PostgreSQL at ${host} has no database “${pathname.slice(1)}”: make it (createdb), or set DATABASE_URL to another one.`
  if (code === '42501')
    return `“${username}” may not make tables in the database “${pathname.slice(1)}”: make it the owner.`
  if (code === '53300') return `PostgreSQL at ${host} has no connection left: raise its max_connections.`
  return undefined
}
