import type { Page } from '@playwright/test'

export class JoinPage {
  constructor(private readonly page: Page) {}

  /** Follows a join link under a name, and waits for the report. */
  async join(link: string, name: string) {
    await this.page.goto(link)
    await this.page.getByLabel('Your name').fill(name)
    await this.page.getByRole('button', { name: 'Join the session' }).click()
    await this.page.waitForURL(/\/sessions\//)
  }
}
