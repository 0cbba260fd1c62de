import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui'
import { affiliation } from '@/lib/export/names'
import type { Person } from '@/lib/report/report'

/** Everybody who was named, with what is known of them. */
export function PeopleFound({ people }: { people: readonly Person[] }) {
  const t = useTranslations('imports')
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold text-lg">
        {t('people')}{' '}
        <span className="ml-1 font-normal text-base text-ink-soft">
          {t('peopleCount', { count: people.length })}
        </span>
      </h3>
      <ul className="flex flex-col">
        {people.map((person) => (
          <li
            key={person.id}
            className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-line border-t py-2 first:border-t-0"
          >
            <span className="font-medium" dir="auto">
              {person.name || '…'}
            </span>
            <Badge>{t(`kind.${person.kind}`)}</Badge>
            <span className="min-w-0 basis-full text-ink-soft text-sm empty:hidden" dir="auto">
              {affiliation(person)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
