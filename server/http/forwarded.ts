import type { IncomingMessage } from 'node:http'

/**
 * Makes X-Forwarded-For tell the truth, so that the code behind can believe it: without a proxy of ours, what the
 * client claims is replaced by the address it really has.
 */
export function settleForwarded(request: IncomingMessage, trustProxy: boolean): void {
  if (trustProxy && request.headers['x-forwarded-for']) return
  request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? ''
  if (trustProxy) return
  delete request.headers.forwarded
  delete request.headers['x-forwarded-host']
  delete request.headers['x-forwarded-proto']
  delete request.headers['x-forwarded-port']
}
