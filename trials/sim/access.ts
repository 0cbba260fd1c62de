import type { Role, SessionState } from '@/lib/report/access'
import type { Session } from '@/server/store/store'
import { TEMPLATE } from './report'

/** Who may what, as the database has it. It is never lost here: what it says is not what is tried. */
export class Access {
  readonly #roles = new Map<string, Role | undefined>()
  readonly #states = new Map<string, SessionState>()
  #version = 1
  /** What cannot be asked. */
  trouble: 'none' | 'version' | 'people' | 'both' = 'none'

  addSession(room: string): void {
    this.#states.set(room, 'draft')
  }

  setState(room: string, state: SessionState): void {
    this.#states.set(room, state)
    this.#version++
  }

  state(room: string): SessionState | undefined {
    return this.#states.get(room)
  }

  /** `role` undefined: revoked. */
  setRole(user: string, role: Role | undefined): void {
    this.#roles.set(user, role)
    this.#version++
  }

  mayCome(user: string): boolean {
    return this.#roles.get(user) !== undefined
  }

  async version(): Promise<number> {
    this.#check('version')
    return this.#version
  }

  async role(user: string): Promise<{ role: Role; membership: string } | undefined> {
    this.#check('people')
    const role = this.#roles.get(user)
    return role && { role, membership: user }
  }

  async session(id: string): Promise<Session | undefined> {
    this.#check('people')
    const state = this.#states.get(id)
    return state && { id, event: 'event', template: TEMPLATE, state, createdBy: '', createdAt: 0 }
  }

  #check(what: 'version' | 'people'): void {
    if (this.trouble === what || this.trouble === 'both') throw new Error('The database does not answer')
  }
}
