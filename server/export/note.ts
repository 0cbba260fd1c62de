/** Tells, for the log, what could not be done as it should. */
export type Note = (line: string) => void
