/** Where to go after signing in: a page of this site, whatever the address said; else the start page. */
export function nextPath(value: string | string[] | null | undefined): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return '/'
  const here = 'http://here.invalid'
  const url = URL.canParse(value, here) ? new URL(value, here) : undefined
  return url?.origin === here ? url.pathname + url.search : '/'
}
