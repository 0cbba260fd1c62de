import type { Plan } from './plan'

/** A plan in words, a line for each client and step. */
export function describePlan({ seed, nodes, clients, server, disk, steps }: Plan): string {
  return [
    `Seed ${seed}: the server lets go of rooms after ${server.idleMs} ms, its clock is ${server.skew} ms wrong; the disk takes ${disk.read} ms to read, ${disk.write} to write, ${disk.sync} to sync.`,
    ...(nodes ? [`  ${nodes.skews.length} nodes: ${JSON.stringify(nodes)}`] : []),
    ...clients.map(
      ({ name, kind, user, role, room, latency }) =>
        `  ${name}: ${kind} of ${user}, ${role}, in ${room}; frames take ${latency[0]} to ${latency[1]} ms`,
    ),
    ...steps.map(({ at, do: what, ...rest }) => `  ${at} ms: ${what} ${JSON.stringify(rest)}`),
  ].join('\n')
}
