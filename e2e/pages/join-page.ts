import type { Page } from '@playwright/test'

export class JoinPage {
  constructor(private readonly page: Page) {}

  /** Follows a join link under a name, by the address this window goes by, and waits for the report. */
  async join(link: string, name: string) {
    const { pathname, hash } = new URL(link)
    await this.page.goto(`${pathname}${hash}`)
    await this.page.getByLabel('Your name').fill(name)
    await this.page.getByRole('button', { name: 'Join the session' }).click()
    await this.page.waitForURL(/\/sessions\//)
  }
}
