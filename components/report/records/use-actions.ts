'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useDocument } from '@/components/rich'
import { useToast } from '@/components/ui'
import { type Removable, remove, restore } from '@/lib/report/document'

/** Structural changes as steps of their own in the undo, and deletion that offers the way back. */
export function useActions() {
  const { doc, undo, me } = useDocument()
  const toast = useToast()
  const t = useTranslations('editor')
  return useMemo(() => {
    const step = <T>(edit: () => T): T => {
      undo.stop()
      const result = edit()
      undo.stop()
      return result
    }
    const putBack = ({ map, key }: Removable) => step(() => restore(doc, map, key))
    return {
      doc,
      me,
      step,
      restore: putBack,
      /** `what` is said in the notification, e.g. “Question 2”. */
      remove(target: Removable, what: string) {
        step(() => remove(doc, target.map, target.key, me))
        toast({
          text: t('record.deleted', { what }),
          action: {
            label: t('record.undo'),
            alt: t('record.undoAlt'),
            run: () => putBack(target),
          },
        })
      },
    }
  }, [doc, undo, me, toast, t])
}
