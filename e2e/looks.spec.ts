import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { gsef2020 } from '@/lib/report/samples'
import { makeLink, makeSession } from './programme'
import { expect, test } from './test'

/*
 * Every page, light and dark, narrow and wide: no serious finding of axe, nothing that sticks out sideways.
 */

const WIDTHS = [320, 390, 768, 1440]
/**
 * A colour does not depend on the width, nor what stands where on the colours: axe looks at all at the two ends of
 * each, once, and each width is measured.
 */
const LOOKS = [
  { colorScheme: 'light', width: 390 },
  { colorScheme: 'dark', width: 1440 },
] as const

test.setTimeout(300_000)

async function looksRight(page: Page, name: string) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(sticksOut, `${name} is wider than ${width} px`).toBeLessThanOrEqual(0)
  }
  for (const { colorScheme, width } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 900 })
    const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze()
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    expect(serious, `${name}, ${width} px, ${colorScheme}`).toEqual([])
  }
}

test('the pages before signing in can be read by everyone', async ({ ana, person }) => {
  const session = await makeSession(ana, { title: 'Power of Community' })
  const join = await makeLink(ana, session, 'rapporteur')
  const invite = await makeLink(ana, session, 'moderator')
  const { page } = await person('somebody new')
  const pages: [name: string, address: string, heading: string][] = [
    ['start', '/', 'The report is written while the session runs.'],
    ['sign-in', '/signin', 'Sign in'],
    ['an incomplete link', '/join', 'This link is not complete'],
    ['an unknown page', '/nowhere', 'There is no such page'],
    ['join', join, 'Power of Community'],
    ['invite', invite, 'Power of Community'],
  ]
  for (const [name, address, heading] of pages) {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await looksRight(page, name)
  }
})

test('the pages of an organiser can be read by everyone', async ({ ana }) => {
  const { page } = ana
  await makeSession(ana, { title: 'Power of Community', details: { date: '2020-10-22' } })
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'My events' })).toBeVisible()
  await looksRight(page, 'events')

  await page.getByRole('link', { name: 'Forum' }).first().click()
  await expect(page.getByRole('tab', { name: 'Sessions' })).toBeVisible()
  await looksRight(page, 'event')
  const event = new URL(page.url()).pathname

  await page.getByRole('button', { name: 'Invite people to Power of Community' }).click()
  await page.getByRole('button', { name: 'Make a link' }).click()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Revoke' })).toBeVisible()
  await looksRight(page, 'links of a session')
  await page.keyboard.press('Escape')

  for (const tab of ['Book', 'Organisers', 'Settings']) {
    await page.getByRole('tab', { name: tab }).click()
    await looksRight(page, tab)
  }
  for (const [path, heading] of [
    [`${event}/sessions/new`, 'New session'],
    [`${event}/import`, 'Import a report'],
    [`${event}/word-template`, 'Word template: the placeholders'],
    ['/events/new', 'New event'],
    ['/account/tokens', 'API tokens'],
    ['/signin', 'Sign in'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await looksRight(page, path)
  }
})

test('the colours change all at once for those who want less motion', async ({ ana }) => {
  const { page } = ana
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'My events' })).toBeVisible()
  const { before, after, late } = await page.evaluate(() => {
    const colors = () => [...document.querySelectorAll('body *')].map((one) => getComputedStyle(one).color)
    const before = colors()
    document.documentElement.dataset.theme = 'dark'
    const after = colors()
    const late = document.getAnimations().filter((one) => one instanceof CSSTransition)
    return { before, after, late: late.map(({ transitionProperty }) => transitionProperty) }
  })
  expect(after).not.toEqual(before)
  expect(late).toEqual([])
})

test('a report can be read by everyone, empty and written out', async ({ ana }) => {
  const { page } = ana
  for (const [name, report] of [
    ['an empty report', {}],
    ['the real report', gsef2020],
  ] as const) {
    const session = await makeSession(ana, report)
    await page.goto(`/sessions/${session}`)
    await expect(page.getByRole('textbox', { name: 'Title of the session' })).toBeVisible()
    await looksRight(page, name)
  }
  await page.getByRole('button', { name: /^Check \d+ / }).click()
  await expect(page.getByRole('complementary', { name: 'Report check' })).toBeVisible()
  await looksRight(page, 'the check of the real report')
  await page.keyboard.press('Escape')
  // What is far down is text until it comes into view: every field is looked at as its editor, too.
  await page.keyboard.press('Control+End')
  for (const field of await page.getByRole('heading', { level: 2 }).all())
    await field.scrollIntoViewIfNeeded()
  await looksRight(page, 'the real report, at its end')
})
