import clsx from 'clsx'
import { LoaderCircle } from 'lucide-react'

/** Something is under way; what, is said by the words beside it. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={clsx('size-4 shrink-0 animate-spin', className)} />
}
