import { expect, type Locator, type Page } from '@playwright/test'
import { PERSON_LINES, type PersonLine } from '@/lib/report/report'

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

  /** What the indicator says, in its own word. */
  async saysOfSaving(word: string) {
    await expect(this.page.locator('[data-save]')).toHaveText(word)
  }

  /** A section by its heading. */
  section(heading: string): Locator {
    return this.page.getByRole('region', { name: heading })
  }

  /** A one-line or rich text by its label, within a part of the page. */
  field(label: string | RegExp, within: Locator | Page = this.page): Locator {
    return within.getByRole('textbox', { name: label, exact: typeof label === 'string' })
  }

  /** Types at the end of a text; what is there stays. */
  async write(label: string | RegExp, text: string, within: Locator | Page = this.page) {
    await this.goTo(this.field(label, within))
    await this.page.keyboard.press('ControlOrMeta+End')
    await this.page.keyboard.insertText(text)
  }

  /** Types over what stands in a one-line text. */
  async set(label: string | RegExp, text: string, within: Locator | Page = this.page) {
    await this.goTo(this.field(label, within))
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.insertText(text)
  }

  private async goTo(field: Locator) {
    await field.scrollIntoViewIfNeeded()
    await field.click()
    await expect(field).toBeFocused()
  }

  /** Adds a speaker or a moderator at the end of the list. The keyboard goes from line to line. */
  async addPerson(kind: 'speaker' | 'moderator', person: Partial<Record<PersonLine, string>>) {
    await this.page.getByRole('button', { name: `Add a ${kind}` }).click()
    for (const field of PERSON_LINES) {
      const label = field === 'name' ? 'Name' : new RegExp(`^${field} of `, 'i')
      await expect(this.page.locator(':focus')).toHaveAccessibleName(label)
      await this.page.keyboard.insertText(person[field] ?? '')
      if (field !== 'country') await this.page.keyboard.press('Tab')
    }
  }

  /** Says what stands after a name in one place. */
  async caption(name: string, label: string, within: Locator) {
    await within.getByRole('button', { name: `Caption here for ${name}` }).click()
    await expect(this.field(`Caption for ${name} here`, within)).toBeFocused()
    await this.page.keyboard.insertText(label)
  }

  /** Adds a guiding question, a question or a described picture, and leaves the keyboard in its first field. */
  async add(section: Locator, button: string, field: string | RegExp, text: string) {
    await section.getByRole('button', { name: button, exact: true }).click()
    await expect(this.field(field, section).last()).toBeFocused()
    await this.page.keyboard.insertText(text)
  }

  /** Adds an answer or a remark by somebody, who is added too if nobody has that name. */
  async addVoice(within: Locator, kind: 'answer' | 'remark', name: string, write: () => Promise<void>) {
    await within.getByRole('button', { name: kind === 'answer' ? 'Add an answer' : 'Add a remark' }).click()
    await this.choose(kind === 'answer' ? 'Who answers?' : 'Who makes the remark?', name, within)
    const label = `${kind === 'answer' ? 'Answer' : 'Remark'} by ${name}`
    await expect(this.field(label, within)).toBeFocused()
    await write()
  }

  /** Says whom a question was put to. */
  async ask(question: Locator, label: string, name: string) {
    const who = `Add a person ${label} was put to`
    await question.getByRole('button', { name: who }).click()
    await this.choose(who, name, question)
    await expect(question.getByRole('button', { name: `No longer to ${name}` })).toBeVisible()
  }

  /** Types a name into an open choice of people and takes the first that is offered. */
  private async choose(who: string, name: string, within: Locator) {
    await within.getByRole('combobox', { name: who }).fill(name)
    await expect(within.getByRole('listbox', { name: who }).getByRole('option').first()).toContainText(name)
    await this.page.keyboard.press('Enter')
  }

  /** Downloads the report and returns the file's path. */
  async export(format: 'Word document' | 'PDF' | 'Web page' | 'Markdown' | 'JSON data'): Promise<string> {
    await this.page.getByRole('button', { name: 'Export' }).click()
    const started = this.page.waitForEvent('download')
    await this.page.getByRole('menuitem', { name: new RegExp(`^${format}\\s*\\.`) }).click()
    return (await started).path()
  }
}
