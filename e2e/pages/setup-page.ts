import type { Page } from '@playwright/test'

/** The page behind the one-time setup link. */
export class SetupPage {
  constructor(private readonly page: Page) {}

  async open(link: string) {
    await this.page.goto(link)
  }

  /** Makes the first organiser's account, with or without the example event. */
  async claim(account: { name: string; email: string; password: string; example: boolean }) {
    await this.page.getByLabel('Name').fill(account.name)
    await this.page.getByLabel('E-mail address').fill(account.email)
    await this.page.getByLabel('Password').fill(account.password)
    await this.page.getByRole('checkbox', { name: 'Add an example event' }).setChecked(account.example)
    await this.page.getByRole('button', { name: 'Create the account' }).click()
    await this.page.waitForURL((url) => url.pathname !== '/setup')
  }
}
