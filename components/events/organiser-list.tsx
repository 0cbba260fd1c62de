import { Avatar } from '@/components/ui'

export type Organiser = { id: string; name: string; email: string }

/** Who organises the event. */
export function OrganiserList({ organisers }: { organisers: readonly Organiser[] }) {
  return (
    <ul className="divide-y divide-line">
      {organisers.map(({ id, name, email }) => (
        <li key={id} className="flex items-center gap-3 py-2.5">
          <Avatar name={name} />
          <span className="min-w-0">
            <span className="block truncate">{name}</span>
            <span className="block truncate text-ink-soft text-sm">{email}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
