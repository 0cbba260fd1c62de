import { type Clock, forwardTime, type Timer } from '@/lib/collab/clock'
import type { Schedule } from './schedule'

/** When the run begins, by a clock that is right: a minute's beginning. */
const BEGINNING = Date.UTC(2026, 2, 14, 9, 30)

/** A computer with a clock of its own, which may be wrong and be set; it may sleep, and then nothing on it runs. */
export class Machine {
  #skew: number
  #asleepSince: number | undefined
  #slept = 0
  /** When it slept last. */
  slept = { from: 0, to: 0 }
  #overdue: (() => void)[] = []

  constructor(
    readonly name: string,
    private readonly schedule: Schedule,
    skew: number,
    /** Told whose turn it is. */
    private readonly turn: (machine: Machine) => void,
  ) {
    this.#skew = skew
  }

  get isAsleep(): boolean {
    return this.#asleepSince !== undefined
  }

  /** What its clock shows. */
  wall(): number {
    return BEGINNING + this.schedule.now + this.#skew
  }

  /** How long it has been running, in milliseconds. */
  awake(): number {
    return (this.#asleepSince ?? this.schedule.now) - this.#slept
  }

  jump(ms: number): void {
    this.#skew += ms
  }

  sleep(): void {
    this.#asleepSince ??= this.schedule.now
  }

  /** What fell due while it slept happens now, one after the other. */
  wake(): void {
    if (this.#asleepSince === undefined) return
    this.slept = { from: this.#asleepSince, to: this.schedule.now }
    this.#slept += this.schedule.now - this.#asleepSince
    this.#asleepSince = undefined
    for (const work of this.#overdue.splice(0)) this.schedule.after(0, () => this.run(work))
  }

  /** Runs something on it, now or when it wakes. */
  run(work: () => void): void {
    if (this.isAsleep) this.#overdue.push(work)
    else {
      this.turn(this)
      work()
    }
  }

  start(): Process {
    return new Process(this, this.schedule)
  }
}

type Armed = { work: (() => void) | undefined }

/** A program that runs on a machine, or a page: its clock. When it is killed nothing of it happens any more. */
export class Process implements Clock {
  readonly now: () => number
  #alive = true

  constructor(
    readonly machine: Machine,
    private readonly schedule: Schedule,
  ) {
    this.now = forwardTime(
      () => machine.wall(),
      () => machine.awake(),
    )
  }

  get isAlive(): boolean {
    return this.#alive
  }

  kill(): void {
    this.#alive = false
  }

  /** Runs something in it, unless it is dead by then. */
  run(work: () => void): void {
    this.machine.run(() => {
      if (this.#alive) work()
    })
  }

  setTimeout(work: () => void, ms: number): Timer {
    const armed: Armed = { work }
    this.schedule.after(Math.max(1, ms), () => this.run(() => fire(armed)))
    return armed
  }

  clearTimeout(timer: Timer | undefined): void {
    if (timer) (timer as Armed).work = undefined
  }

  setInterval(work: () => void, ms: number): Timer {
    const armed: Armed = { work }
    const arm = () => {
      this.schedule.after(ms, () =>
        this.run(() => {
          armed.work?.()
          if (armed.work) arm()
        }),
      )
    }
    arm()
    return armed
  }

  clearInterval(timer: Timer | undefined): void {
    this.clearTimeout(timer)
  }

  soon(work: () => void): void {
    this.schedule.after(0, () => this.run(work))
  }

  /** Resolves after a time, in it. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.setTimeout(resolve, ms))
  }
}

function fire(armed: Armed): void {
  const { work } = armed
  armed.work = undefined
  work?.()
}
