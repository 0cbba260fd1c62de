import { expect, test } from 'vitest'
import { ConfigError } from './config'
import { HomeUnusable } from './files/bytes'
import { startFailure } from './start-failure'

const where = { port: '3000', dataDir: '/srv/reports' }
const failure = (fields: object) => startFailure(Object.assign(new Error('raw'), fields), where)

test('Each thing that commonly keeps it from starting is said in a sentence that says what to do', () => {
  expect(failure({ code: 'EADDRINUSE', syscall: 'listen' })).toBe(
    'Port 3000 is in use: stop the program that has it, or set PORT to another one.',
  )
  expect(failure({ code: 'EACCES', syscall: 'listen' })).toBe(
    'Cannot listen on port 3000 (EACCES): set PORT or HOST to others.',
  )
  expect(failure({ code: 'EACCES', syscall: 'mkdir' })).toBe(
    'The data folder /srv/reports cannot be written (EACCES): allow it, or set DATA_DIR to another folder.',
  )
  expect(failure({ code: 'SQLITE_NOTADB' })).toContain('is damaged and was left as it is')
  expect(failure({ code: 'ENOSPC', syscall: 'write' })).toContain('is full')
})

test('What is wrong with a shared database is said without its password', () => {
  const databaseUrl = 'postgres://ana:secret@db.example.org:5433/reports'
  const say = (fields: object) =>
    startFailure(Object.assign(new Error('raw'), fields), { ...where, databaseUrl })
  expect(say({ code: 'ECONNREFUSED', syscall: 'connect' })).toBe(
    'PostgreSQL does not answer at db.example.org:5433 (ECONNREFUSED): start it, or set DATABASE_URL to where it is.',
  )
  expect(say({ code: '28P01' })).toBe(
    'PostgreSQL at db.example.org:5433 does not let in “ana”: check the name and password in DATABASE_URL.',
  )
  expect(say({ code: '3D000' })).toContain('has no database “reports”')
  expect(say({ code: '42501' })).toContain('“ana” may not make tables')
})

test('Wrong settings are listed, one in a line', () => {
  expect(startFailure(new ConfigError(['PORT is not a port number.', 'HOST is odd.']), where)).toBe(
    'Wrong settings (.env.example explains them all):\nPORT is not a port number.\nHOST is odd.',
  )
})

test('A bucket that cannot be used says why', () => {
  const sentence = 'The bucket reports at https://s3.example.org cannot be used: there is no such bucket.'
  expect(startFailure(new HomeUnusable(sentence), where)).toBe(sentence)
})

test('Anything else is said in its own words', () => {
  expect(failure({})).toBe('Rapporteur could not start: raw')
  expect(startFailure('odd', where)).toBe('Rapporteur could not start: odd')
})
