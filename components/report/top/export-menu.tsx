'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useDocument } from '@/components/rich'
import { useRefusal } from '@/components/shell/problem'
import { Button, Menu, MenuItem, MenuLabel, Spinner, useToast } from '@/components/ui'
import { fetchFile } from '@/lib/api/call'
import { FORMATS, type Format, fileNameOf } from '@/lib/export'
import { useSession } from '../session-context'

/** One button with a choice. A document takes a moment to set, so the button says what it is doing. */
export function ExportMenu() {
  const t = useTranslations('editor.export')
  const { session } = useSession()
  const { doc } = useDocument()
  const toast = useToast()
  const refusalOf = useRefusal()
  const [busy, setBusy] = useState<Format>()
  const download = async (format: Format, query = '') => {
    setBusy(format)
    try {
      save(
        await fetchFile(`/sessions/${session.id}/report.${format}${query}`),
        fileNameOf(doc.getText('title').toString(), format),
      )
      toast({ text: t('done', { format: t(`formats.${format}`) }), tone: 'ok' })
    } catch (error) {
      toast({ text: refusalOf(error).sentence, tone: 'danger' })
    } finally {
      setBusy(undefined)
    }
  }
  const choices = FORMATS.flatMap((format) => {
    const plain = { format, label: t(`formats.${format}`), query: '' }
    if (format === 'pdf') return [plain, { format, label: t('archive'), query: '?standard=a-2a' }]
    // The event's own template is in force unless said otherwise.
    if (format === 'docx' && session.wordTemplate)
      return [{ format, label: t('plainWord'), query: '?template=none' }]
    return [plain]
  })
  return (
    <Menu
      trigger={
        <Button
          look="quiet"
          size="sm"
          aria-busy={busy !== undefined}
          className="px-2! sm:px-3!"
          aria-label={t('button')}
        >
          {busy ? <Spinner /> : <Download aria-hidden className="size-4" />}
          <span role="status" className="hidden md:inline">
            {busy ? t('busy', { format: t(`formats.${busy}`) }) : t('button')}
          </span>
        </Button>
      }
    >
      <MenuLabel>{t('as')}</MenuLabel>
      {session.wordTemplate && (
        <MenuItem disabled={busy !== undefined} onSelect={() => void download('docx')}>
          <span className="min-w-0 flex-1">
            <span className="block">{t('inTemplate')}</span>
            <span className="block truncate text-ink-soft text-xs">{session.wordTemplate.name}</span>
          </span>
          <span className="text-ink-soft text-xs">.docx</span>
        </MenuItem>
      )}
      {choices.map(({ format, label, query }) => (
        <MenuItem
          key={format + query}
          disabled={busy !== undefined}
          onSelect={() => void download(format, query)}
        >
          <span className="flex-1">{label}</span>
          <span className="text-ink-soft text-xs">.{format}</span>
        </MenuItem>
      ))}
    </Menu>
  )
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
