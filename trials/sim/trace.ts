import type { Schedule } from './schedule'

/** What happened, as a hash that two equal runs share, and in words for who wants to read it. */
export class Trace {
  #hash = 0x811c9dc5
  readonly lines: string[] = []

  constructor(
    private readonly schedule: Schedule,
    private readonly isLoud: boolean,
  ) {}

  say(words: string): void {
    const line = `${this.schedule.now.toFixed(3)} ${words}`
    let hash = this.#hash
    for (let at = 0; at < line.length; at++) hash = Math.imul(hash ^ line.charCodeAt(at), 0x01000193)
    this.#hash = hash
    if (this.isLoud) this.lines.push(line)
  }

  /** Something for who reads it, and no part of the hash. */
  detail(words: () => string): void {
    if (this.isLoud) this.lines.push(`${this.schedule.now.toFixed(3)}     ${words()}`)
  }

  get hash(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, '0')
  }
}
