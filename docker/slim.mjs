import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'

/*
 * node docker/slim.mjs FOLDER, in a folder that is built and has only its production packages: takes away what the
 * server never reads, which is half of it. docker/image.test.ts starts what is left.
 */

const folder = process.argv[2] ?? '.'
const modules = join(folder, 'node_modules')

/** What only building or testing needs; npm keeps some of it, since Next could use it. */
const BUILD_ONLY = [
  /^@next\/swc-/,
  /^lightningcss/,
  /^tailwindcss$/,
  /^@tailwindcss\//,
  /^(@playwright\/test|playwright(-core)?|typescript)$/,
  /^lucide-react$/,
]

/** The styles of the fonts that server/export/fonts.ts reads, and all there are. */
const STYLES = /^(400Regular|700Bold)(_Italic)?$/
const STYLE = /^\d00[A-Z]/

/** The sources of what is compiled. */
const SOURCES = ['better-sqlite3/deps', 'better-sqlite3/src']

for (const name of packages()) if (BUILD_ONLY.some((pattern) => pattern.test(name))) remove(name)
for (const family of inside('@expo-google-fonts'))
  for (const style of inside(join('@expo-google-fonts', family)))
    if (STYLE.test(style) && !STYLES.test(style)) remove(join('@expo-google-fonts', family, style))
for (const source of SOURCES) remove(source)
for (const entry of readdirSync(modules, { withFileTypes: true, recursive: true }))
  if (entry.isFile() && /\.(c|m)?(j|t)s\.map$/.test(entry.name)) rmSync(join(entry.parentPath, entry.name))

// Next would need its compiler, a hundred megabytes, to read settings in TypeScript.
const settings = readFileSync(join(folder, 'next.config.ts'), 'utf8')
writeFileSync(join(folder, 'next.config.mjs'), stripTypeScriptTypes(settings))

/** All packages, those of a scope with its name. */
function packages() {
  return inside('.').flatMap((name) =>
    name.startsWith('@') ? inside(name).map((own) => `${name}/${own}`) : [name],
  )
}

/** @param {string} path in node_modules; what is no folder is empty @returns {string[]} */
function inside(path) {
  try {
    return readdirSync(join(modules, path))
  } catch {
    return []
  }
}

/** @param {string} path in node_modules */
function remove(path) {
  rmSync(join(modules, path), { recursive: true, force: true })
}
