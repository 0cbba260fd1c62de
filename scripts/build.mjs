import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, run, Stop, say, tool } from './process.mjs'
import { hashOf, readStamp, writeStamp } from './stamp.mjs'

const STAMP = '.next/built'
const SOURCES = [
  'app',
  'components',
  'lib',
  'server',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]

/** Builds the pages, unless nothing they are made of has changed since the last time. */
export async function build() {
  const sources = hashOf(SOURCES, (path) => !/\.test\.tsx?$/.test(path))
  if (existsSync(join(ROOT, '.next', 'BUILD_ID')) && readStamp(STAMP) === sources) return
  say('Building the pages (a minute or two) …')
  rmSync(join(ROOT, STAMP), { force: true })
  const { code } = await run(process.execPath, [tool('next/dist/bin/next'), 'build'], {
    env: { NODE_ENV: 'production' },
  })
  if (code !== 0) throw new Stop('The pages could not be built: the messages above say why.')
  writeStamp(STAMP, sources)
}
