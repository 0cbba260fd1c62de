import { MEDIA_TYPES } from '@/lib/export'
import { Template } from '@/lib/report/template'
import { step } from '../accounts/links'
import type { Bytes } from '../files/bytes'
import { forgetBytes } from '../files/forget'
import { createLane } from '../lane'
import type { Event, Store, User, WordTemplate } from '../store/store'
import { inTurn } from '../turns'
import type { WordJob, WordResult } from './jobs'

export type WordTemplates = {
  /** Checks and keeps a file; the newest of an event is in force. Rejects with WordTemplateRefused, nothing being kept. */
  add(event: Event, file: { bytes: Uint8Array; name: string }, by: User): Promise<WordTemplate>
  /** The bytes; undefined if they are not to be had. */
  read(template: WordTemplate): Promise<Uint8Array | undefined>
  remove(template: WordTemplate, by: User): Promise<void>
  /** A template to begin with, for the event's reports, in a language. */
  sample(event: Event, language: string): Promise<Uint8Array>
  /** Ends the thread; what is not finished fails. */
  close(): Promise<void>
}

/** A file that is not taken: why, as a code for programs and a sentence for people. */
export class WordTemplateRefused extends Error {
  override name = 'WordTemplateRefused'
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(sentence)
  }
}

/** The pages' bundle and main.ts may each hold a copy of this class, so it is known by its name. */
export function isWordTemplateRefused(error: unknown): error is WordTemplateRefused {
  return error instanceof Error && error.name === 'WordTemplateRefused' && 'code' in error
}

const FAILED = 'This Word document could not be read: it may be damaged, or there is too much in it.'
const WORKER = new URL('./worker.ts', import.meta.url)

/** Word templates, their files in `bytes`. `timeout` is in milliseconds for one file. */
export function createWordTemplates(
  { bytes: home, store }: { bytes: Bytes; store: Store },
  options: { timeout?: number; log?: (line: string) => void } = {},
): WordTemplates {
  const lane = createLane<WordJob, WordResult>(WORKER, {
    timeout: options.timeout ?? 20_000,
    log: options.log ?? ((line) => console.warn(`Word template: ${line}`)),
    work: 'template',
    nameOf: (job) => (job.kind === 'inspect' ? `a file of ${job.file.length} bytes` : 'a sample'),
    failure: () => new WordTemplateRefused('word-broken', FAILED),
    memory: 1024,
  })
  let lastId = 0

  return {
    async add(event, { bytes, name }, by) {
      const template = Template.parse(event.template)
      const result = await lane.run({ id: ++lastId, kind: 'inspect', file: bytes, template })
      if (result.kind === 'refused') throw refused(result)
      if (result.kind !== 'found') throw new Error('The thread answered something else than was asked.')
      const { found, sha256 } = result
      // In turn with the sweeping of the same bytes.
      const file = await inTurn(sha256, async () => {
        const row = await store.files.create({ ...NO_PICTURE, event: event.id, sha256, bytes: bytes.length })
        await home.write(sha256, bytes)
        await store.files.ready(row.id)
        return row.id
      })
      const made = await store.wordTemplates.create({
        event: event.id,
        name: nameOf(name),
        file,
        placeholders: found,
        createdBy: by.id,
        byName: by.name,
      })
      await step({ event: event.id, session: undefined }, by.name, 'word-template', made.name)
      return made
    },
    async read({ file }) {
      const row = await store.files.byId(file)
      return row && home.read(row.sha256)
    },
    async remove(template, by) {
      await store.wordTemplates.remove(template.id)
      const row = await store.files.byId(template.file)
      if (row) {
        await store.files.remove(row.id)
        await forgetBytes(home, store, row.sha256)
      }
      await step(
        { event: template.event, session: undefined },
        by.name,
        'word-template-removed',
        template.name,
      )
    },
    async sample(event, language) {
      const template = Template.parse(event.template)
      const result = await lane.run({ id: ++lastId, kind: 'sample', template, language })
      if (result.kind !== 'made') throw new Error('The thread answered something else than was asked.')
      return result.bytes
    },
    close: () => lane.close(),
  }
}

const NO_PICTURE = { session: undefined, type: MEDIA_TYPES.docx, width: 0, height: 0 }

function refused({ code, sentence, detail }: Extract<WordResult, { kind: 'refused' }>): WordTemplateRefused {
  return new WordTemplateRefused(
    code,
    detail === undefined ? sentence : `${sentence} (${detail.slice(0, 200)})`,
  )
}

/** As it was called on the disk that it came from; anything else has a name of ours. */
function nameOf(name: string): string {
  const last = name.normalize('NFC').replace(/\p{C}/gu, '').split(/[/\\]/).at(-1)!.trim().slice(0, 200)
  return last || 'template.docx'
}
