/** What a channel tells. */
export type ChannelListener = {
  /** A whole frame; an empty one stands for what is no binary frame at all. */
  frame(data: Uint8Array): void
  /** A sign of life without content. */
  alive(): void
  /** It has ended, whoever ended it. */
  closed(): void
}

/** A message, and the same as a finished WebSocket frame: made once, written to many. */
export type Frame = { message: Uint8Array; bytes: Buffer }

/**
 * The way to one client, whatever carries it: frames both ways, in order, until it ends. It begins paused, so that
 * nothing is lost before somebody listens.
 */
export interface Channel {
  /** False as soon as either side has begun to end it. */
  readonly isOpen: boolean
  /** From now on this one hears of everything, instead of who listened before. */
  listen(listener: ChannelListener): void
  /** Writes a frame; a client that reads nothing is cut. Does nothing once it is not open. */
  send(frame: Frame): void
  /** Asks for a sign of life. */
  ping(): void
  /** Takes in no more for now. */
  pause(): void
  resume(): void
  /** Ends it with a WebSocket close code, and cuts it if the client does not answer. */
  end(code: number, reason?: string): void
  /** Ends it at once. */
  cut(): void
}
