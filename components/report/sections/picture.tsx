'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ClipboardEvent, type DragEvent, useState } from 'react'
import { focusField, LineField, useRecords } from '@/components/rich'
import { Button } from '@/components/ui'
import { addItem, type ItemRecord, moveItem, readItems, setItem } from '@/lib/report/document'
import { PictureFile } from '@/lib/report/report'
import { itemKey, itemLine } from '@/lib/report/roots'
import { RecordFrame } from '../records/record'
import { useActions } from '../records/use-actions'
import { useSession } from '../session-context'
import { PictureDrop } from './picture-drop'
import { SectionFrame } from './section-frame'
import type { SectionProps } from './section-props'
import { droppedFile, pastedPicture, useUpload } from './use-upload'

/** Pictures with caption and description: dropped, pasted or chosen; or described only, when there is no file. */
export function PictureSection({ section, canWrite, lang }: SectionProps) {
  const t = useTranslations('editor')
  const { doc, step } = useActions()
  const [over, setOver] = useState(false)
  const pictures = useRecords((records) => readItems(records, section.id)).filter((item) => !item.deleted)
  const upload = useUpload((file) => {
    const id = step(() => addItem(doc, section.id, { file }))
    focusField(itemLine(section.id, id, 'caption'))
  })
  const addWithout = () => {
    const id = step(() => addItem(doc, section.id))
    focusField(itemLine(section.id, id, 'caption'))
  }
  const take = (event: ClipboardEvent | DragEvent, file: File | undefined) => {
    if (!file || !canWrite) return
    event.preventDefault()
    void upload.send(file)
  }
  return (
    <SectionFrame section={section} lang={lang} hint={pictures.length === 0}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping and pasting are shortcuts for the button inside */}
      <div
        onPaste={(event) => take(event, pastedPicture(event.clipboardData))}
        onDrop={(event) => {
          setOver(false)
          take(event, droppedFile(event.dataTransfer))
        }}
        onDragOver={(event) => {
          if (!canWrite || !event.dataTransfer.types.includes('Files')) return
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        className="flex flex-col gap-8"
      >
        {pictures.map((picture, index) => (
          <PictureBlock
            key={picture.id}
            section={section.id}
            picture={picture}
            index={index}
            count={pictures.length}
            canWrite={canWrite}
            lang={lang}
          />
        ))}
        {canWrite && (
          <div className="flex flex-col items-start gap-2">
            <PictureDrop upload={upload} over={over} />
            <Button look="quiet" size="sm" className="-ml-3" onClick={addWithout}>
              <Plus aria-hidden className="size-4" />
              {t('picture.without')}
            </Button>
          </div>
        )}
      </div>
    </SectionFrame>
  )
}

type BlockProps = {
  section: string
  picture: ItemRecord
  index: number
  count: number
  canWrite: boolean
  lang: string
}

function PictureBlock({ section, picture, index, count, canWrite, lang }: BlockProps) {
  const t = useTranslations('editor')
  const { session } = useSession()
  const { doc, step, remove } = useActions()
  const label = t('picture.nth', { number: index + 1 })
  const file = PictureFile.safeParse(picture.file).data
  const upload = useUpload((added) => step(() => setItem(doc, section, picture.id, { file: added })))
  const description = itemLine(section, picture.id, 'description')
  return (
    <RecordFrame
      as="article"
      label={label}
      canWrite={canWrite}
      place={{ index, count, move: (to) => step(() => moveItem(doc, section, picture.id, to)) }}
      onRemove={() => remove({ map: 'items', key: itemKey(section, picture.id) }, label)}
    >
      {(menu) => (
        <>
          <div className="flex items-start gap-2">
            <h3 className="sr-only">{label}</h3>
            <div className="min-w-0 flex-1">
              {file ? (
                // biome-ignore lint/performance/noImgElement: the server has re-encoded it and says its size
                <img
                  src={`/api/v1/sessions/${session.id}/pictures/${file.sha256}`}
                  width={file.width}
                  height={file.height}
                  alt={t('picture.alt', { number: index + 1 })}
                  aria-describedby={`description-${picture.id}`}
                  loading="lazy"
                  className="h-auto max-h-[70vh] w-auto max-w-full rounded-control"
                />
              ) : (
                canWrite && <PictureDrop upload={upload} over={false} small />
              )}
            </div>
            {menu}
          </div>
          <LineField
            name={itemLine(section, picture.id, 'caption')}
            label={t('picture.caption', { number: index + 1 })}
            placeholder={t('picture.captionPlaceholder')}
            readOnly={!canWrite}
            lang={lang}
            className="line mt-2 w-full font-serif"
          />
          <div id={`description-${picture.id}`} className="mt-1">
            <span aria-hidden className="font-sans text-ink-soft text-xs">
              {t('picture.description')} · {t('section.required')}
            </span>
            <LineField
              multiline
              name={description}
              label={t('picture.descriptionOf', { number: index + 1 })}
              placeholder={t('picture.descriptionPlaceholder')}
              readOnly={!canWrite}
              lang={lang}
              className="line w-full font-serif"
            />
          </div>
        </>
      )}
    </RecordFrame>
  )
}
