import { bus } from './bus'
import { commits } from './commits'
import { loads } from './loads'
import { memory } from './memory'
import { questions } from './questions'
import type { Wall } from './wall'

export const WALLS: Wall[] = [bus, commits, questions, loads, memory]
