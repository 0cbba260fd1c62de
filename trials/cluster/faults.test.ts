import { afterAll, beforeAll, expect, test } from 'vitest'
import { Random } from '../chaos/random'
import { tryFault } from './fault'
import { FAULTS } from './faults'
import { SHORT } from './size'
import { openWorld, type World } from './world'

/*
 * Each fault once, with a few clients: `npm run faults` does the same to more of them, and for longer.
 */

let world: World
beforeAll(async () => {
  world = await openWorld(SHORT)
}, 300_000)
afterAll(async () => {
  expect(await world.close()).toEqual([])
}, 120_000)

for (const fault of FAULTS)
  test(`${fault.title}: no edit is lost or doubled, and all come to hold the same`, async () => {
    const { violations, checked } = await tryFault(fault, world, new Random(1))
    expect(violations).toEqual([])
    expect(checked).toBeGreaterThan(0)
  })
