import type { CloseName } from '@/lib/collab/close-codes'
import { addGuest, ask, type Pass, type Scene, setScene } from '../chaos/setup'
import { exportOf } from './check'
import { Person, signIn, signOut } from './person'
import type { Node, World } from './world'

/** What somebody decides about a session at one node, and what becomes of people at others. */
export type Decision = {
  name: string
  /** What the people whom it is about hear, one of these; an approved report stays open to be read. */
  heard: (CloseName | 'readonly')[]
  scene: Scene
  /** Whom it is about, at each node. */
  people: Person[]
  /** Decides at this node. */
  decide(at: Node): Promise<void>
}

/** A session for each decision that ends people's writing, with somebody at each of these nodes who has written. */
export async function prepareDecisions(world: World, nodes: Node[]): Promise<Decision[]> {
  const base = nodes[0]!.server.url
  const each = (scene: Scene, pass: Pass, name: string) =>
    nodes.map((node) => new Person(`${name} at ${node.name}`, scene, pass, [node.server.url]))

  const approval = await setScene(world.url)
  const restored = await setScene(world.url)
  const revoked = await setScene(world.url)
  const left = await setScene(world.url)
  const guest = await addGuest(world.url, revoked, 'rapporteur', 'Gus')
  const account = await signIn(world, base)
  // Each scene comes with a token of its own: the account is the same, and so is its event.
  const decisions: Decision[] = [
    {
      name: 'approval',
      heard: ['readonly'],
      scene: approval,
      people: each(approval, approval.organiser, 'approved'),
      decide: (at) => act(at, approval, 'POST', '/approve'),
    },
    {
      name: 'restore',
      heard: ['restored'],
      scene: restored,
      people: each(restored, restored.organiser, 'restored'),
      async decide(at) {
        const [point] = await look<{ at: string }[]>(at, restored, '/history')
        await act(at, restored, 'POST', '/restore', {
          at: new Date(Date.parse(point!.at)),
          reason: 'a trial',
        })
      },
    },
    {
      name: 'revocation',
      // A guest who comes back and is none any more is nobody.
      heard: ['revoked', 'signedOut'],
      scene: revoked,
      people: each(revoked, guest, 'revoked'),
      async decide(at) {
        for (const { id } of await look<{ id: string }[]>(at, revoked, '/links'))
          await act(at, revoked, 'DELETE', `/links/${id}`)
      },
    },
    {
      name: 'sign-out',
      heard: ['signedOut'],
      scene: left,
      people: each(left, account, 'signed out'),
      decide: (at) => signOut(world, at.server.url, account),
    },
  ]
  const everybody = decisions.flatMap(({ people }) => people)
  await Promise.all(everybody.map((person) => person.saved()))
  for (const person of everybody) person.type('before ')
  await Promise.all(everybody.map((person) => person.saved()))
  return decisions
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
