import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { findOnPath, run, Stop, say, tool } from './process.mjs'

/*
 * A browser for the tests: an installed Chromium or Chrome, else Playwright's own, else Debian's package.
 */

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const PLACES = [
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(process.env.PROGRAMFILES ?? 'C:\\Program Files', 'Google', 'Chrome', 'Application', 'chrome.exe'),
]
const DOWNLOAD_MS = 5 * 60_000

/** The path of a browser that is there; CHROMIUM_PATH names one. @returns {string | undefined} */
export function findBrowser() {
  return [process.env.CHROMIUM_PATH, ...NAMES.map(findOnPath), ...PLACES, ...downloaded()].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  )
}

/** The path of a browser that runs, which is got if there is none. */
export async function ensureBrowser() {
  const found = findBrowser()
  if (found && (await runs(found))) return found
  say('No Chromium or Chrome is installed: getting the one of Playwright …')
  await run(process.execPath, [tool('@playwright/test/cli.js'), 'install', 'chromium'], {
    timeout: DOWNLOAD_MS,
  })
  for (const path of downloaded()) if (await runs(path)) return path
  const apt = findOnPath('apt-get')
  if (apt && process.getuid?.() === 0) {
    say('That did not work: getting the package of Debian …')
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run(apt, ['update', '-qq'], { env })
    await run(apt, ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env })
    const installed = findBrowser()
    if (installed && (await runs(installed))) return installed
  }
  throw new Stop(
    'The browser tests need a browser: install Chromium or Google Chrome (on Debian: apt-get install chromium), ' +
      'or name one in CHROMIUM_PATH, and try again.',
  )
}

/** @param {string} path */
async function runs(path) {
  return (await run(path, ['--version'], { quiet: true, timeout: 30_000 })).code === 0
}

/** What Playwright has downloaded, newest first. */
function downloaded() {
  const folder =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    {
      darwin: join(homedir(), 'Library', 'Caches', 'ms-playwright'),
      win32: join(process.env.LOCALAPPDATA ?? '', 'ms-playwright'),
    }[/** @type {string} */ (process.platform)] ??
    join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ms-playwright')
  if (!existsSync(folder)) return []
  const inside = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-win/chrome.exe',
    'chrome-win64/chrome.exe',
  ]
  return readdirSync(folder)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) => inside.map((path) => join(folder, name, ...path.split('/'))))
    .filter((path) => existsSync(path))
}
