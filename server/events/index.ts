export { changeEvent, createEvent } from './events'
export { createExample } from './example'
export { createSession } from './sessions'
