import type { Page } from '@playwright/test'

export class SignInPage {
  constructor(private readonly page: Page) {}

  /** Signs in with e-mail and password, and waits for the next page. */
  async signIn(email: string, password: string) {
    await this.page.goto('/signin')
    await this.page.getByLabel('E-mail address').fill(email)
    await this.page.getByLabel('Password').fill(password)
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await this.page.waitForURL((url) => url.pathname !== '/signin')
  }
}
