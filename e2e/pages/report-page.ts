import { expect, type Locator, type Page } from '@playwright/test'

/** The editor: one session's report. */
export class ReportPage {
  constructor(readonly page: Page) {}

  async open(session: string) {
    await this.page.goto(`/sessions/${session}`)
    await this.isOpen()
  }

  /** The report is there, and the connection stands. */
  async isOpen() {
    await expect(this.page.getByRole('textbox', { name: 'Title of the session' })).toBeVisible()
    await this.isSaved()
  }

  async isSaved() {
    await expect(this.page.getByText('Saved', { exact: true }).first()).toBeVisible()
  }

  /** A section by its heading. */
  section(heading: string): Locator {
    return this.page.getByRole('region', { name: heading })
  }

  /** A one-line or rich text by its label, within a part of the page. */
  field(label: string | RegExp, within: Locator | Page = this.page): Locator {
    return within.getByRole('textbox', { name: label, exact: typeof label === 'string' })
  }

  /** Types into a one-line text, as a person would: what is there stays. */
  async write(label: string | RegExp, text: string, within: Locator | Page = this.page) {
    const field = this.field(label, within)
    await field.scrollIntoViewIfNeeded()
    await field.click()
    await this.page.keyboard.press('End')
    await this.page.keyboard.insertText(text)
  }

  /** Adds a speaker at the end of the list, by the keyboard's way: name, Tab, role, Tab, … */
  async addSpeaker(
    person: Partial<Record<'name' | 'role' | 'organisation' | 'acronym' | 'country', string>>,
  ) {
    await this.page.getByRole('button', { name: 'Add a speaker' }).click()
    for (const field of ['name', 'role', 'organisation', 'acronym', 'country'] as const) {
      await this.page.keyboard.insertText(person[field] ?? '')
      await this.page.keyboard.press('Tab')
    }
  }

  /** Downloads the report and returns the file's path. */
  async export(format: 'Word document' | 'PDF' | 'Web page' | 'Markdown' | 'JSON data'): Promise<string> {
    await this.page.getByRole('button', { name: 'Export' }).click()
    const started = this.page.waitForEvent('download')
    await this.page.getByRole('menuitem', { name: format }).click()
    return (await started).path()
  }
}
