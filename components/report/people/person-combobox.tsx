'use client'

import clsx from 'clsx'
import { UserRoundPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useId, useState } from 'react'
import { addPerson } from '@/lib/report/document'
import type { PersonKind } from '@/lib/report/report'
import { useActions } from '../records/use-actions'
import { matchPeople } from './match'
import { useCandidates } from './use-people'

type ComboboxProps = {
  label: string
  placeholder?: string
  /** People who cannot be chosen again. */
  exclude?: string[]
  /** People to list first. */
  prefer?: string[]
  /** Only people of these kinds; everyone if absent. */
  kinds?: PersonKind[]
  /** What somebody is who is added. */
  addAs?: PersonKind
  onPick: (person: string) => void
  /** Esc, or the keyboard went elsewhere. */
  onCancel?: (why: 'escape' | 'left') => void
  /** Lists people below it instead of floating over what follows. */
  inline?: boolean
}

/** Type a name: choose who is known, or add who is not. The keyboard stays in the field throughout. */
export function PersonCombobox({
  label,
  placeholder,
  exclude = [],
  prefer = [],
  kinds,
  addAs = 'other',
  onPick,
  onCancel,
  inline = false,
}: ComboboxProps) {
  const t = useTranslations('editor')
  const { doc, step } = useActions()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const known = useCandidates().filter(
    (person) => person.name !== '' && !exclude.includes(person.id) && (kinds?.includes(person.kind) ?? true),
  )
  const first = (person: { id: string }) => (prefer.includes(person.id) ? 0 : 1)
  const { people, add } = matchPeople(
    known.toSorted((a, b) => first(a) - first(b)),
    typed,
  )
  const options = [
    ...people.map((person) => ({ kind: 'person', person }) as const),
    ...(add === undefined ? [] : [{ kind: 'add', name: add } as const]),
  ]
  const at = Math.min(active, options.length - 1)
  const pick = (index: number) => {
    const option = options[index]
    if (!option) return
    onPick(
      option.kind === 'person' ? option.person.id : step(() => addPerson(doc, addAs, { name: option.name })),
    )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1 }
    const next = moves[event.key]
    if (next !== undefined && options.length > 0) {
      event.preventDefault()
      event.stopPropagation()
      setActive((next + options.length) % options.length)
      document
        .getElementById(`${id}-${(next + options.length) % options.length}`)
        ?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      pick(at)
    } else if (event.key === 'Escape' && onCancel) {
      event.preventDefault()
      event.stopPropagation()
      onCancel('escape')
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches the keyboard leave
    <div
      className="relative min-w-0"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onCancel?.('left')
      }}
    >
      <input
        role="combobox"
        aria-label={label}
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        // It only appears because somebody asked for it.
        // biome-ignore lint/a11y/noAutofocus: the person has just pressed the button or shortcut that opens it
        autoFocus
        autoComplete="off"
        value={typed}
        placeholder={placeholder ?? t('people.typeName')}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
        className="h-10 w-full min-w-0 rounded-control border border-edge bg-surface px-3 font-sans text-base text-ink placeholder:text-ink-soft focus-visible:border-accent focus-visible:outline-offset-0 pointer-coarse:h-11"
      />
      <div
        role="listbox"
        id={`${id}-list`}
        aria-label={label}
        className={clsx(
          'max-h-72 overflow-y-auto font-sans text-sm',
          inline
            ? 'mt-2'
            : 'absolute inset-x-0 top-full z-30 mt-1 min-w-64 rounded-card bg-surface p-1.5 shadow-raised',
          options.length === 0 && 'hidden',
        )}
      >
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field, aria-activedescendant points here
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above handles the keys
          <div
            key={option.kind === 'person' ? option.person.id : 'add'}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => index !== at && setActive(index)}
            onClick={() => pick(index)}
            className={clsx(
              'flex min-h-9 cursor-default items-center gap-2.5 rounded-control px-2.5 py-1.5 pointer-coarse:min-h-11',
              index === at && 'bg-sunken',
            )}
          >
            {option.kind === 'person' ? (
              <>
                <span className="w-5 shrink-0 text-right text-ink-soft tabular-nums">
                  {option.person.number ?? ''}
                </span>
                <span className="min-w-0">
                  <span className="block truncate text-ink">{option.person.name}</span>
                  {option.person.affiliation && (
                    <span className="block truncate text-ink-soft text-xs">{option.person.affiliation}</span>
                  )}
                </span>
              </>
            ) : (
              <>
                <UserRoundPlus aria-hidden className="ml-0.5 size-4 shrink-0 text-accent" />
                <span className="text-accent">{t('people.add', { name: option.name })}</span>
              </>
            )}
          </div>
        ))}
      </div>
    </div>
  )
}
