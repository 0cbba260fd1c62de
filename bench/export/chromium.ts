import { type Browser, chromium } from '@playwright/test'
import { findBrowser } from '../../scripts/browser.mjs'

/** A headless Chromium that is running already, as it would be beside a server. */
export type Printer = { print(html: string): Promise<Uint8Array>; end(): Promise<void> }

/** Undefined where there is no browser. */
export async function startPrinter(): Promise<Printer | undefined> {
  const executablePath = findBrowser()
  if (executablePath === undefined) return undefined
  const browser: Browser = await chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return {
    async print(html) {
      const page = await browser.newPage()
      page.setDefaultTimeout(0)
      try {
        await page.setContent(html)
        // As ours is: tagged, and with a bookmark for each heading.
        return await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true })
      } finally {
        await page.close()
      }
    },
    end: () => browser.close(),
  }
}
