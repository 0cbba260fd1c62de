/*
 * WebSocket's own close codes after which clients come back by themselves; for the others see close-codes.ts.
 */

/** Something here failed that is no fault of the client's. */
export const FAILED = 1011
/** The service, or the room, begins anew. */
export const RESTART = 1012
export const TRY_AGAIN = 1013
