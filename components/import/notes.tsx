import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui'
import type { ImportNote } from '@/lib/api/import'

/** What else happened to the file: hints left out, pictures that could not be kept, tables written as lines. */
export function Notes({ notes }: { notes: readonly ImportNote[] }) {
  const t = useTranslations('imports')
  const told = notes.filter(({ code }) => code !== 'found')
  if (told.length === 0) return null
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold text-lg">{t('notes')}</h3>
      <Notice tone={told.some(({ code }) => code === 'picture' || code === 'unnamed') ? 'warn' : 'plain'}>
        <ul className="flex list-disc flex-col gap-1 pl-4">
          {told.map((note, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: notes have no name but their place
            <li key={index}>{sentence(note)}</li>
          ))}
        </ul>
      </Notice>
    </section>
  )

  function sentence({ code, text, reason }: ImportNote): string {
    switch (code) {
      case 'picture':
        return t('note.picture', {
          reason: t.has(`notKept.${reason}` as never) ? t(`notKept.${reason}` as never) : '',
          text: text && `(${text})`,
        })
      case 'found':
      case 'stamp':
        return t('note.stamp')
      case 'remarks':
        return t('note.remarks')
      case 'table':
        return t('note.table', { rows: Number(text) })
      case 'hint':
      case 'kind':
      case 'unnamed':
        return t(`note.${code}`, { text })
    }
  }
}
