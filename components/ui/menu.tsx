'use client'

import clsx from 'clsx'
import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'

const ITEM = clsx(
  'relative flex min-h-9 cursor-default select-none items-center gap-2.5 rounded-control px-2.5 py-1.5 text-sm',
  'outline-none data-highlighted:bg-sunken data-disabled:text-ink-soft data-disabled:opacity-60 pointer-coarse:min-h-11',
)

type MenuProps = {
  /** A Button or IconButton. */
  trigger: ReactNode
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'left' | 'right'
  defaultOpen?: boolean
  children: ReactNode
}

/** A list of actions that a button opens. */
export function Menu({ trigger, align = 'end', side = 'bottom', defaultOpen, children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} {...(defaultOpen && { defaultOpen })}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-80 animate-appear overflow-y-auto rounded-card bg-surface p-1.5 text-ink shadow-raised"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

type ItemProps = ComponentProps<typeof DropdownMenu.Item> & { tone?: 'plain' | 'danger' }

/** `asChild` with a link inside makes it one. */
export function MenuItem({ tone = 'plain', className, ...rest }: ItemProps) {
  return <DropdownMenu.Item {...rest} className={clsx(ITEM, tone === 'danger' && 'text-danger', className)} />
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <DropdownMenu.Label className="px-2.5 pt-2 pb-1 font-medium text-ink-soft text-xs">
      {children}
    </DropdownMenu.Label>
  )
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="mx-1 my-1.5 h-px bg-line" />
}

type MenuRadioProps<T extends string> = {
  value: T
  onChange: (value: T) => void
  options: readonly { value: T; label: ReactNode; lang?: string }[]
}

/** One choice of a few, inside a menu. */
export function MenuRadio<T extends string>({ value, onChange, options }: MenuRadioProps<T>) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
      {options.map((option) => (
        <DropdownMenu.RadioItem
          key={option.value}
          value={option.value}
          lang={option.lang}
          className={clsx(ITEM, 'pl-8')}
        >
          <DropdownMenu.ItemIndicator className="absolute left-2.5">
            <Check aria-hidden className="size-4 text-accent" />
          </DropdownMenu.ItemIndicator>
          {option.label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  )
}
