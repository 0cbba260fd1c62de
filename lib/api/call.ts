import type { Problem } from './schemas'

/** What the API answered when it did not do what was asked. */
export class ApiProblem extends Error {
  override name = 'ApiProblem'
  constructor(readonly problem: Problem) {
    super(problem.detail)
  }
}

/**
 * Calls the API of this server from a page. `body`: a value sent as JSON, or a Blob sent as it is.
 * Resolves with the answer (undefined for 204); throws ApiProblem, or TypeError when there is no connection.
 */
export async function callApi<T = undefined>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: `/${string}`,
  body?: unknown,
): Promise<T> {
  const isBlob = body instanceof Blob
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: body === undefined || isBlob ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: isBlob ? body : JSON.stringify(body) }),
  })
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
  throw new ApiProblem(await problemOf(response))
}

/** Fetches a file of the API. Throws as callApi does, and AbortError. */
export async function fetchFile(path: `/${string}`, signal?: AbortSignal): Promise<Blob> {
  const response = await fetch(`/api/v1${path}`, signal && { signal })
  if (response.ok) return response.blob()
  throw new ApiProblem(await problemOf(response))
}

/** A proxy in between may answer with something that is no problem document. */
async function problemOf(response: Response): Promise<Problem> {
  try {
    const problem: unknown = await response.json()
    if (typeof problem === 'object' && problem !== null && 'detail' in problem) return problem as Problem
  } catch {}
  const title = response.statusText || `HTTP ${response.status}`
  return { type: 'about:blank', title, status: response.status, detail: title, code: 'unknown' }
}
