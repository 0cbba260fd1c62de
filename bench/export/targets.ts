export const SUBJECTS = ['ours', 'chromium', 'libreoffice'] as const
export type Subject = (typeof SUBJECTS)[number]

/** One measurement of one thing in one round, in the thing's unit. */
export type Figure = {
  what: string
  unit: 'ms' | 'MB' | 'pages'
  subject: Subject
  round: number
  value: number
}

export type Target = {
  what: string
  atMost: number
  /** Undefined: in the figure's own unit. Else so many times what this one needs in the same round. */
  of?: Subject
}

/** What ours must reach. */
export const TARGETS: Target[] = [
  { what: 'PDF of the real report', atMost: 1 / 20, of: 'chromium' },
  { what: 'PDF of the real report', atMost: 1 / 20, of: 'libreoffice' },
  { what: 'DOCX of the real report', atMost: 150 },
  { what: 'Word template filled', atMost: 300 },
  { what: 'book', atMost: 0.75, of: 'chromium' },
  { what: 'memory of the book', atMost: 1000 },
  { what: 'memory gained in a row of exports', atMost: 50 },
  { what: 'longest stall of the sockets’ thread', atMost: 20 },
]
