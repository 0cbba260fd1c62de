/** A program that the machine does not have; its message says how to get it. */
export class ServerMissing extends Error {
  override name = 'ServerMissing'
}
