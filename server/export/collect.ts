import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Collects what is left over in this thread. A compiled document is some megabytes of the compiler's memory behind a
 * small object: JavaScript sees no reason to collect it, and a thread that makes a thousand PDFs would keep hundreds.
 */
export function collect(): void {
  collector ??= exposed()
  collector()
}

let collector: (() => void) | undefined

function exposed(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}
