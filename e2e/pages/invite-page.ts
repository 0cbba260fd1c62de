import type { Page } from '@playwright/test'

export class InvitePage {
  constructor(private readonly page: Page) {}

  /** Follows an invitation and makes an account. */
  async acceptAsNew(link: string, account: { name: string; email: string; password: string }) {
    await this.page.goto(link)
    await this.page.getByLabel('Name').fill(account.name)
    await this.page.getByLabel('E-mail address').fill(account.email)
    await this.page.getByLabel('Password').fill(account.password)
    await this.page.getByRole('button', { name: 'Create the account and accept' }).click()
    await this.page.waitForURL((url) => url.pathname !== '/invite')
  }
}
