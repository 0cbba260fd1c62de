import type { CloseName } from '@/lib/collab/close-codes'
import { wordsIn } from '../chaos/content'
import { addGuest, ask, type Pass, type Scene, setScene } from '../chaos/setup'
import { exportOf, loggedDocument } from './check'
import { Person, signIn, signOut } from './person'
import type { Node, World } from './world'

export type DecisionName = 'approval' | 'restore' | 'revocation' | 'sign-out'

/** What somebody decides about a session at one node, and what becomes of people at others. */
export type Decision = {
  name: DecisionName
  /** What the people whom it is about hear, one of these; an approved report stays open to be read. */
  heard: (CloseName | 'readonly')[]
  scene: Scene
  /** Whom it is about, at each node. */
  people: Person[]
  /** Decides at this node. */
  decide(at: Node): Promise<void>
}

/** A session for each decision that ends people's writing, with somebody at each of these nodes who has written. */
export async function prepareDecisions(
  world: World,
  nodes: Node[],
  names: DecisionName[] = ['approval', 'restore', 'revocation', 'sign-out'],
): Promise<Decision[]> {
  const decisions = await Promise.all(names.map((name) => PREPARED[name](world, nodes)))
  const everybody = decisions.flatMap(({ people }) => people)
  await Promise.all(everybody.map((person) => person.saved()))
  for (const person of everybody) person.type('before ')
  await Promise.all(everybody.map((person) => person.saved()))
  return decisions
}

const PREPARED: Record<DecisionName, (world: World, nodes: Node[]) => Promise<Decision>> = {
  async approval(world, nodes) {
    const scene = await setScene(world.url)
    return {
      name: 'approval',
      heard: ['readonly'],
      scene,
      people: each(nodes, scene, scene.organiser, 'approved'),
      decide: (at) => act(at, scene, 'POST', '/approve'),
    }
  },
  async restore(world, nodes) {
    const scene = await setScene(world.url)
    return {
      name: 'restore',
      heard: ['restored'],
      scene,
      people: each(nodes, scene, scene.organiser, 'restored'),
      async decide(at) {
        const [point] = await look<{ at: string }[]>(at, scene, '/history')
        await act(at, scene, 'POST', '/restore', { at: point!.at, reason: 'a trial' })
      },
    }
  },
  async revocation(world, nodes) {
    const scene = await setScene(world.url)
    const guest = await addGuest(world.url, scene, 'rapporteur', 'Gus')
    return {
      name: 'revocation',
      // A guest who comes back and is none any more is nobody.
      heard: ['revoked', 'signedOut'],
      scene,
      people: each(nodes, scene, guest, 'revoked'),
      async decide(at) {
        for (const { id } of await look<{ id: string }[]>(at, scene, '/links'))
          await act(at, scene, 'DELETE', `/links/${id}`)
      },
    }
  },
  async 'sign-out'(world, nodes) {
    const scene = await setScene(world.url)
    const account = await signIn(world, nodes[0]!.server.url)
    return {
      name: 'sign-out',
      heard: ['signedOut'],
      scene,
      people: each(nodes, scene, account, 'signed out'),
      decide: (at) => signOut(world, at.server.url, account),
    }
  },
}

function each(nodes: Node[], scene: Scene, pass: Pass, name: string): Person[] {
  return nodes.map((node) => new Person(`${name} at ${node.name}`, scene, pass, [node.server.url]))
}

async function act(
  { server }: Node,
  { session, organiser }: Scene,
  method: string,
  path: string,
  body?: unknown,
) {
  const response = await fetch(`${server.url}/api/v1/sessions/${session}${path}`, {
    method,
    headers: { ...organiser.headers, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
}

async function look<T>({ server }: Node, { session, organiser }: Scene, path: string): Promise<T> {
  return (await ask<T>(server.url, organiser, 'GET', `/sessions/${session}${path}`)).value
}

/** Whether they have all heard of it. */
export function isHeard({ people, heard }: Decision): boolean {
  return people.every((person) => heard.some((one) => one === standingOf(person)))
}

const standingOf = ({ state, refusal }: Person) => refusal ?? state.kind

/** What is wrong after a decision: text that came in after it, or none of what was there before, at any node. */
export async function faultsAfter(world: World, decision: Decision, late: string): Promise<string[]> {
  const faults: string[] = []
  const { name, people, scene } = decision
  if (!isHeard(decision))
    for (const person of people) faults.push(`after the ${name} ${person.name} is ${standingOf(person)}`)
  // The export of an approved report is its version, whatever the log has.
  const logged = await loggedDocument(world, scene.session, (doc) => [...wordsIn(doc)])
  if (logged.includes(late)) faults.push(`after the ${name} the log has what was typed later`)
  for (const node of world.nodes) {
    const { text } = await exportOf(node, scene)
    if (text.includes(late))
      faults.push(`after the ${name} the export of ${node.name} has what was typed later`)
    const before = text.match(/before/g)?.length ?? 0
    if (before !== people.length)
      faults.push(`after the ${name} the export of ${node.name} has ${before} of ${people.length} texts`)
  }
  return faults
}
