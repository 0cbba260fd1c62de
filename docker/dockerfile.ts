import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the last stage of the Dockerfile does, for the test that does it by hand. */
export type LastStage = {
  /** Copied from the build: from these paths below /app, to this one. */
  copies: { from: string[]; to: string }[]
  env: Record<string, string>
  command: string[]
  health: string[]
  user: string
  stopSignal: string
}

/** Reads the Dockerfile beside this file: one instruction a line, `\` goes on. */
export function readLastStage(): LastStage {
  const text = readFileSync(join(import.meta.dirname, 'Dockerfile'), 'utf8').replace(/\\\n/g, ' ')
  const lines = text.slice(text.lastIndexOf('\nFROM ')).split('\n')
  const values = (instruction: string) =>
    lines
      .filter((line) => line.startsWith(`${instruction} `))
      .map((line) => line.slice(instruction.length).trim())
  return {
    copies: values('COPY').map((line) => {
      const [build, ...paths] = line.split(/\s+/)
      if (build !== '--from=build') throw new Error(`COPY ${line} is not from the build.`)
      const to = paths.pop()!
      return { from: paths.map((path) => path.replace(/^\/app\//, '')), to }
    }),
    env: Object.fromEntries(
      values('ENV').flatMap((line) => line.split(/\s+/).map((pair) => pair.split('=') as [string, string])),
    ),
    command: JSON.parse(values('CMD')[0]!),
    health: JSON.parse(/CMD (\[.*\])/.exec(values('HEALTHCHECK')[0]!)![1]!),
    user: values('USER')[0]!,
    stopSignal: values('STOPSIGNAL')[0]!,
  }
}

/** The files and folders that .dockerignore lets into a build. */
export function readContext(): string[] {
  const text = readFileSync(join(import.meta.dirname, '..', '.dockerignore'), 'utf8')
  return [...text.matchAll(/^!(.+)$/gm)].map(([, path]) => path!)
}
