/*
 * A process of writers: started by a trial (fleet.ts), told what to do by messages. It outlives the server's deaths.
 */
import { sendHeaders } from './headers'
import type { Answer, Question } from './protocol'
import { Writer } from './writer'

// Each stock provider listens for the end of the process.
process.setMaxListeners(0)

const writers = new Map<string, Writer>()
let perSecond = 0
let timer: NodeJS.Timeout | undefined

/** One edit of one writer at a time, spread evenly. */
function type(): void {
  clearInterval(timer)
  if (perSecond === 0) return
  let turn = 0
  const all = [...writers.values()]
  timer = setInterval(() => all[turn++ % all.length]?.edit(), 1000 / (perSecond * all.length))
}

function answer(question: Question): unknown {
  switch (question.kind) {
    case 'start':
      for (const spec of question.asked) {
        const urls = spec.urls.map((url) => `${url}?as=${spec.name}`)
        sendHeaders(urls[0]!, spec.headers)
        writers.set(spec.name, new Writer({ ...spec, urls }))
      }
      return true
    case 'pace':
      perSecond = question.asked
      type()
      return true
    case 'openWindow':
      for (const name of question.asked) writers.get(name)?.openWindow()
      return true
    case 'closeWindow':
      for (const name of question.asked) writers.get(name)?.closeWindow()
      return true
    case 'move':
      for (const name of question.asked) writers.get(name)?.move()
      return true
    case 'reports':
      return [...writers.values()].map((writer) => writer.report())
    case 'contents':
      return [...writers].map(([name, writer]) => [name, writer.content()])
    case 'prints':
      return [...writers].map(([name, writer]) => [name, writer.print()])
  }
}

process.on('message', (question: Question) => {
  process.send?.({ id: question.id, answer: answer(question) } satisfies Answer)
})
// The trial is gone: so is its reason to run.
process.on('disconnect', () => process.exit())
