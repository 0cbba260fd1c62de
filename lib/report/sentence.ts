import type { z } from 'zod'

/**
 * What is wrong with a value, as a sentence for who sent it. Rules that say it themselves (a custom message, as in
 * "A date is written 2020-10-22") are left alone: zod asks here only where a schema has no message of its own.
 */
export function sentenceOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const expected = KINDS[issue.expected as string] ?? `a value of the kind ${issue.expected}`
      if (issue.input === undefined) return `This is missing: ${expected} is needed`
      if (issue.expected === 'int' && typeof issue.input === 'number')
        return 'This must be a whole number, without a fraction'
      return `Here stands ${kindOf(issue.input)} where ${expected} is needed`
    }
    case 'invalid_value':
      return oneOf(issue.values as unknown[])
    case 'too_big':
      return `This is too much: at most ${issue.maximum}${unit(issue.origin)}`
    case 'too_small':
      if (issue.minimum === 1 && issue.origin !== 'number' && issue.origin !== 'int')
        return 'This must not be empty'
      return `This is too little: at least ${issue.minimum}${unit(issue.origin)}`
    case 'invalid_format':
      return issue.format === 'base64' ? 'This is no base64' : undefined
    case 'invalid_union':
      return Array.isArray(issue.options)
        ? oneOf(issue.options)
        : `Nothing of this kind can stand here (it is ${kindOf(issue.input)})`
    default:
      return undefined
  }
}

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return KINDS[typeof value] ?? typeof value
}

function unit(origin: string): string {
  return ({ string: ' characters', array: ' entries' } as Record<string, string>)[origin] ?? ''
}

function oneOf(values: unknown[]): string {
  const words = values.map((value) => JSON.stringify(value))
  return `This must be ${words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`}`
}
