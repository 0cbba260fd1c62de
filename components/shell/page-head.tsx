import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'

type PageHeadProps = {
  title: ReactNode
  /** The page above this one. */
  back?: { href: string; label: string }
  lead?: ReactNode
  actions?: ReactNode
}

export function PageHead({ title, back, lead, actions }: PageHeadProps) {
  return (
    <div className="mb-8 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-0 flex-1 basis-96">
        {back && (
          // A page of its own: the one above may be a report, which the browser must ask about before one goes back from it.
          <a
            href={back.href}
            className="mb-3 inline-flex min-h-8 items-center gap-1.5 rounded-control text-ink-soft text-sm hover:text-ink pointer-coarse:min-h-11"
          >
            <ArrowLeft aria-hidden className="size-4 shrink-0" />
            {back.label}
          </a>
        )}
        <h1 className="break-words font-semibold font-serif text-3xl tracking-tight">{title}</h1>
        {lead && <div className="mt-2 max-w-2xl text-ink-soft">{lead}</div>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}

/** A page that is one small task: a card of its own width, with a title. */
export function TaskCard({
  title,
  lead,
  children,
}: {
  title: ReactNode
  lead?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="mx-auto w-full max-w-md py-2 sm:py-8">
      <h1 className="font-semibold font-serif text-2xl tracking-tight">{title}</h1>
      {lead && <div className="mt-2 text-ink-soft">{lead}</div>}
      <div className="mt-7">{children}</div>
    </div>
  )
}

/** Where a reader cannot go on: what is wrong, in a sentence, and what to do. */
export function DeadEnd({
  title,
  children,
  action,
}: {
  title: ReactNode
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="mx-auto w-full max-w-lg py-10 sm:py-20">
      <h1 className="font-semibold font-serif text-2xl tracking-tight">{title}</h1>
      <p className="mt-3 text-ink-soft">{children}</p>
      {action && <div className="mt-7 flex flex-wrap gap-3">{action}</div>}
    </div>
  )
}
