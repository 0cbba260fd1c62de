'use client'

import { useState } from 'react'
import { Button } from './button'
import { Dialog, DialogClose } from './dialog'

type AskDialogProps = {
  /** What the quiet button says, and what a screen reader is told that it is about. */
  action: string
  label: string
  title: string
  description: string
  keep: string
  onConfirm: () => Promise<void>
}

/** A small button for what cannot be undone: it asks first. */
export function AskDialog({ action, label, title, description, keep, onConfirm }: AskDialogProps) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      title={title}
      description={description}
      trigger={
        <Button look="quiet" size="sm" aria-label={label}>
          {action}
        </Button>
      }
      footer={
        <>
          <DialogClose asChild>
            <Button>{keep}</Button>
          </DialogClose>
          <Button
            look="danger"
            onClick={async () => {
              setOpen(false)
              await onConfirm()
            }}
          >
            {action}
          </Button>
        </>
      }
    />
  )
}
