import { type Command, type Reply, sleep } from './commands'
import { feed } from './feed'
import { emptyTally, Person, type Tally } from './person'
import type { Wire } from './wire'

/* A process of load clients, told by the runner (crew.ts) what to do. Groups of people have names. */

const groups = new Map<string, Person[]>()
let holders: Wire[] = []
let tally: Tally = emptyTally()
let lost: string[] = []

async function obey(command: Command): Promise<unknown> {
  switch (command.kind) {
    case 'join': {
      const people = command.people.map(
        (spec) =>
          new Person(
            spec,
            () => tally,
            (why) => lost.push(why),
          ),
      )
      groups.set(command.group, [...(groups.get(command.group) ?? []), ...people])
      return joinOverTime(people, command.withinMs)
    }
    case 'write':
      for (const person of of(command.group)) person.startWriting()
      return
    case 'pause':
      for (const person of of(command.group)) person.stopWriting()
      return
    case 'reload': {
      const people = of(command.group)
      return Promise.all(
        people.map(async (person) => {
          await sleep(Math.random() * command.withinMs)
          person.leave()
          return person.join()
        }),
      )
    }
    case 'leave':
      for (const person of of(command.group)) person.leave()
      groups.delete(command.group)
      return
    case 'clear':
      for (const person of [...groups.values()].flat()) person.leave()
      groups.clear()
      return
    case 'tally': {
      const answer = { tally, lost }
      tally = emptyTally()
      lost = []
      return answer
    }
    case 'cpu': {
      const { user, system } = process.cpuUsage()
      return user + system
    }
    case 'feed':
      holders.push(await feed(command))
      return
    case 'release':
      for (const wire of holders) wire.close()
      holders = []
      return
  }
}

const of = (group: string) => groups.get(group) ?? []

/** A few at a time: a thousand connections at once measure the backlog of the kernel. */
async function joinOverTime(people: Person[], withinMs: number): Promise<number[]> {
  return Promise.all(
    people.map(async (person, index) => {
      await sleep((index / people.length) * withinMs)
      return person.join()
    }),
  )
}

process.on('message', async ({ id, command }: { id: number; command: Command }) => {
  const reply: Reply = await obey(command).then(
    (result) => ({ id, result }),
    (error) => ({ id, error: String(error) }),
  )
  process.send!(reply)
})
process.on('disconnect', () => process.exit(0))
