import * as Y from 'yjs'

/*
 * Where in the shared document something lies: the name of the root, and in a root map the entry. Used to tell what
 * an update touches (scope.ts).
 */

export type Place = {
  /** The root's name */
  name: string
  /** The key in the root, if it hangs on one (root maps) */
  key: string | null
  /** How many types it is nested in, below the root */
  depth: number
}

type Type = Y.AbstractType<unknown>

/** Types never move, so what was found once holds. */
const nested = new WeakMap<Type, Place>()
const roots = new WeakMap<Type, string>()

/** Where an item of a document lies. */
export function placeOfItem(item: Y.Item): Place {
  const path: Type[] = []
  let current = item
  let type = current.parent as Type
  let found = nested.get(type)
  while (!found && type._item !== null) {
    path.push(type)
    current = type._item
    type = current.parent as Type
    found = nested.get(type)
  }
  let place = found ?? { name: rootName(type), key: current.parentSub, depth: 0 }
  // From the outside in: each type on the way lies where its parent does, one deeper.
  while (path.length > 0) {
    place = inside(place)
    nested.set(path.pop()!, place)
  }
  return place
}

/** The place of what lies in the type that the item at `place` holds. */
export function inside(place: Place): Place {
  return { ...place, depth: place.depth + 1 }
}

function rootName(type: Type): string {
  let name = roots.get(type)
  if (name === undefined) {
    name = Y.findRootTypeKey(type)
    roots.set(type, name)
  }
  return name
}
