import type { Store } from '../store/store'
import { inTurn } from '../turns'
import type { Bytes } from './bytes'

/** Removes the bytes of a file whose row is gone, unless another row names them. */
export function forgetBytes(bytes: Bytes, store: Store, sha256: string): Promise<void> {
  return inTurn(sha256, () => bytes.remove(sha256, () => store.files.isNamed(sha256)))
}
