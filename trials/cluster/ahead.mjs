/*
 * Loaded before a node: its machine's clock is AHEAD_MS milliseconds ahead of the others'.
 */
const ahead = Number(process.env.AHEAD_MS)
const Right = Date

globalThis.Date = new Proxy(Right, {
  construct: (_, values) => (values.length === 0 ? new Right(Right.now() + ahead) : new Right(...values)),
  apply: () => String(new Right(Right.now() + ahead)),
  get: (target, name) => (name === 'now' ? () => Right.now() + ahead : Reflect.get(target, name)),
})
