import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'

/** Somebody in a browser of their own: other cookies, other storage, another window. */
export type Somebody = { name: string; context: BrowserContext; page: Page }

/** The people of the tests, by what they are. */
export const ANA = 'Ana the organiser'
export const BO = 'Bo the rapporteur'
export const CAM = 'Cam the rapporteur'
export const KIM = 'Kim the moderator'

/** Opens a browser window for `name`. What goes wrong in its pages is told with the name. */
export async function open(
  browser: Browser,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Somebody> {
  const context = await browser.newContext({ locale: 'en-GB', acceptDownloads: true, ...options })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(`${name}: ${error.message}`))
  return { name, context, page }
}
