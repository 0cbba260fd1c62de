import { join } from 'node:path'
import { type Commits, type ProgramName, type Shared, UnderTest } from '../../sync/servers/under-test'
import type { Backing } from './backing'

export const DEPLOYMENTS = ['one', 'notify', 'redis', 'hocuspocus-one', 'hocuspocus'] as const
export type DeploymentName = (typeof DEPLOYMENTS)[number]

type Plan = { title: string; program: ProgramName; nodes: number; bus: 'Redis' | 'none' }

const PLANS: Record<DeploymentName, Plan> = {
  one: { title: 'one node', program: 'ours', nodes: 1, bus: 'none' },
  notify: { title: 'two nodes, NOTIFY', program: 'ours', nodes: 2, bus: 'none' },
  redis: { title: 'two nodes, Redis', program: 'ours', nodes: 2, bus: 'Redis' },
  'hocuspocus-one': { title: 'hocuspocus, one', program: 'hocuspocus-redis', nodes: 1, bus: 'none' },
  hocuspocus: { title: 'hocuspocus, two, Redis', program: 'hocuspocus-redis', nodes: 2, bus: 'Redis' },
}

export function titleOf(name: DeploymentName): string {
  return PLANS[name].title
}

/** Whether it is ours, which confirms. */
export function isOurs(name: DeploymentName): boolean {
  return PLANS[name].program === 'ours'
}

export function needsRedis(name: DeploymentName): boolean {
  return PLANS[name].bus === 'Redis'
}

/** Processor time used so far, in microseconds: of each node, and of what they share (NaN where it cannot be known). */
export type Used = { nodes: number[]; postgres: number; redis: number }

/** Nodes that share a database, each a process of its own. */
export class Deployment {
  private constructor(
    readonly name: DeploymentName,
    readonly nodes: UnderTest[],
    private readonly backing: Backing,
  ) {}

  /** Starts its nodes on a new, empty database. */
  static async start(name: DeploymentName, backing: Backing, folder: string): Promise<Deployment> {
    const { program, nodes, bus } = PLANS[name]
    const shared: Shared = {
      DATABASE_URL: await backing.newDatabase(),
      ...(bus === 'Redis' && backing.redisUrl !== undefined && { REDIS_URL: backing.redisUrl }),
    }
    const started: UnderTest[] = []
    // One after the other: the first one makes the tables.
    for (let index = 0; index < nodes; index++)
      started.push(await UnderTest.start(program, join(folder, `${name}-${index}`), [], shared))
    return new Deployment(name, started, backing)
  }

  get first(): UnderTest {
    return this.nodes[0]!
  }

  get ports(): number[] {
    return this.nodes.map(({ port }) => port)
  }

  async used(): Promise<Used> {
    const [nodes, shared] = await Promise.all([
      Promise.all(this.nodes.map((node) => node.cpu())),
      this.backing.used(),
    ])
    return { nodes, ...shared }
  }

  /** What the logs of ours have committed, together. */
  async commits(): Promise<Commits> {
    const all = await Promise.all(this.nodes.map((node) => node.commits()))
    return {
      commits: all.reduce((sum, one) => sum + one.commits, 0),
      entries: all.reduce((sum, one) => sum + one.entries, 0),
    }
  }

  /** How often the database has flushed its log to the disk since its start; NaN if it does not say. */
  flushes(): Promise<number> {
    return this.backing.flushes()
  }

  /** Waits until all nodes have worked off what they were sent, but no longer than this; whether they have. */
  async calmsDown(withinMs: number): Promise<boolean> {
    return (await Promise.all(this.nodes.map((node) => node.calmsDown(withinMs)))).every(Boolean)
  }

  kill(): void {
    for (const node of this.nodes) node.kill()
  }
}
