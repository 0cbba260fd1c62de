import type { Options } from './options'
import type { Random } from './random'

/** How a trial ended. */
export type Result =
  | { kind: 'tried'; facts: string[]; checked: number; missing: number; violations: string[] }
  | { kind: 'not tried'; why: string }

export type Trial = {
  name: string
  run(options: Options, random: Random): Promise<Result>
}
