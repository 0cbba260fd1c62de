import { writeMessage } from '@/lib/collab/messages'
import { authentication, envelopeOf } from './envelope'
import type { PersonSpec } from './person'
import { openWire, type Wire } from './wire'

const NOTHING = Uint8Array.of(0)
const SYNC = 0
const [STEP1, STEP2] = [0, 1]

/** A socket that has been answered once, and speaks plain messages, whatever the server wraps them in. */
export function openRaw(
  { url, envelope }: PersonSpec,
  /** Called with all that the answer consists of. */
  onData: (message: Uint8Array) => void = () => {},
): Promise<Wire> {
  const before = envelopeOf(envelope)
  return new Promise((resolve, reject) => {
    const wire = openWire(url, {
      opened() {
        if (envelope !== undefined) wire.send(authentication(envelope))
        raw.send(writeMessage({ kind: 'step1', vector: NOTHING }))
      },
      message(bytes) {
        const message = bytes.subarray(before.length)
        if (message[0] !== SYNC || message[1] === STEP1) return
        onData(message)
        if (message[1] === STEP2) resolve(raw)
      },
      closed: (why) => reject(new Error(why)),
    })
    const raw: Wire = {
      send: (message) => wire.send(Buffer.concat([before, message])),
      close: () => wire.close(),
    }
  })
}
