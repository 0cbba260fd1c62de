import { expect } from 'vitest'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { sectionText } from '@/lib/report/roots'
import { gsef2020 } from '@/lib/report/samples'
import { joinStock, type Started } from '@/server/collab/testing'

const sectionOf = (kind: string) => gsef2020.template.sections.find((section) => section.kind === kind)!.id
/** The rich text that only moderators may write. */
export const CONCLUSION = sectionText(sectionOf('conclusion'))

/** Honest people beside an attack: a moderator and a rapporteur, who see each other's text. */
export class Witnesses {
  private constructor(
    private readonly server: Started,
    readonly mona: WebsocketProvider,
    readonly ben: WebsocketProvider,
  ) {}

  /** Both are in, and what Mona wrote into the conclusion has reached Ben. */
  static async of(server: Started): Promise<Witnesses> {
    const [mona, ben] = await Promise.all([joinStock(server, 'mona'), joinStock(server, 'ben')])
    const witnesses = new Witnesses(server, mona, ben)
    mona.doc.getXmlFragment(CONCLUSION).insert(0, [paragraph('It stays.')])
    await becomes(ben.doc, () => ben.doc.getXmlFragment(CONCLUSION).toString().includes('It stays.'))
    return witnesses
  }

  /** The text of the conclusion, which an attack is after. */
  get conclusion(): string {
    return this.mona.doc.getXmlFragment(CONCLUSION).toString()
  }

  /** Both type, and each sees what the other typed. */
  async type(): Promise<void> {
    const { mona, ben } = this
    const conclusion = `And goes on ${mona.doc.getXmlFragment(CONCLUSION).length}.`
    const title = `Unmoved ${Y.getState(ben.doc.store, ben.doc.clientID)} `
    mona.doc.getXmlFragment(CONCLUSION).push([paragraph(conclusion)])
    ben.doc.getText('title').insert(0, title)
    await Promise.all([
      becomes(ben.doc, () => ben.doc.getXmlFragment(CONCLUSION).toString().includes(conclusion)),
      becomes(mona.doc, () => mona.doc.getText('title').toString().includes(title)),
    ])
    expect([mona.wsconnected, ben.wsconnected]).toEqual([true, true])
    expect(this.conclusion).toContain('It stays.')
  }

  /** They type, and then both and the disk hold the same: nobody lost anything, and the same process lives on. */
  async carryOn(): Promise<void> {
    await this.type()
    const { rooms, session } = this.server
    await expect
      .poll(async () => {
        await rooms.read(session.id, gsef2020.template)
        const disk = await this.server.onDisk()
        expect(disk.store.pendingStructs ?? disk.store.pendingDs).toBeNull()
        return new Set([disk, this.mona.doc, this.ben.doc].map(stateOf)).size
      })
      .toBe(1)
  }

  leave(): void {
    for (const one of [this.mona, this.ben]) {
      one.awareness.destroy()
      one.destroy()
    }
  }
}

/** Resolves when the document has changed into what `fits` asks for. */
export function becomes(doc: Y.Doc, fits: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!fits()) return
      doc.off('update', look)
      resolve()
    }
    doc.on('update', look)
    look()
  })
}

const stateOf = (doc: Y.Doc) => Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')

export function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  return element
}

/** What somebody's document would send, had it been changed like this: the attacker's own copy is not. */
export function updateOf(doc: Y.Doc, change: (copy: Y.Doc) => void, client?: number): Uint8Array {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  if (client !== undefined) copy.clientID = client
  const before = Y.encodeStateVector(copy)
  change(copy)
  return Y.encodeStateAsUpdate(copy, before)
}
