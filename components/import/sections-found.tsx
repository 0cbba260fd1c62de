'use client'

import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { RichText } from '@/components/rich/rich-text'
import { Badge, Button } from '@/components/ui'
import type { ImportNote } from '@/lib/api/import'
import { outlineOf } from '@/lib/export/content'
import { fromBase64 } from '@/lib/export/json'
import type { Images, Node } from '@/lib/export/outline'
import type { Text } from '@/lib/export/text'
import { inLanguage } from '@/lib/report/language'
import type { Report } from '@/lib/report/report'
import { countWords } from '@/lib/report/rich'

/** An imported report is of no version yet; the mark of one is not shown here. */
const NO_STAMP = { session: '', seq: 0, sha256: '', at: 0 }

/** Each section of the template with what was found for it, as a document would show it. */
export function SectionsFound({ report, notes }: { report: Report; notes: readonly ImportNote[] }) {
  const t = useTranslations('imports')
  const [open, setOpen] = useState(false)
  const outline = useMemo(() => outlineOf(report, NO_STAMP, imagesOf(report)), [report])
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-semibold text-lg">{t('sections')}</h3>
        <Button look="quiet" size="sm" onClick={() => setOpen(!open)}>
          {open ? t('closeAll') : t('openAll')}
        </Button>
      </div>
      <p className="text-ink-soft text-sm empty:hidden">
        <Line text={outline.event} />
      </p>
      <ul className="flex flex-col gap-2">
        {report.template.sections.map(({ id, heading, required }) => {
          const nodes = outline.sections.find((section) => section.id === id)?.nodes ?? []
          const words = countWords(richOf(nodes))
          const source = notes.find((note) => note.code === 'found' && note.section === id)?.text
          const name = inLanguage(heading, report.language)
          return (
            <li key={id}>
              {/* Made anew, it is as the button says, whatever was opened or closed by itself. */}
              <details
                key={String(open)}
                open={open}
                className="group rounded-card border border-line bg-surface"
              >
                <summary className="flex min-h-11 items-center gap-2 rounded-card px-3 py-2 hover:bg-sunken">
                  <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-soft group-open:rotate-90" />
                  <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
                    <span className="font-medium" dir="auto">
                      {name}
                    </span>
                    <Badge tone={nodes.length > 0 ? 'ok' : required ? 'warn' : 'plain'}>
                      {t('words', { count: words })}
                    </Badge>
                    {source && source !== name && (
                      <span className="text-ink-soft text-sm">{t('asFound', { heading: source })}</span>
                    )}
                  </span>
                </summary>
                <div className="border-line border-t px-4 py-3" lang={report.language}>
                  {nodes.length > 0 ? (
                    nodes.map((node, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a part of a document has no name but its place
                      <NodeView key={index} node={node} />
                    ))
                  ) : (
                    <p className="text-ink-soft text-sm">{required ? t('required') : t('empty')}</p>
                  )}
                </div>
              </details>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function imagesOf(report: Report): Images {
  const files = report.sections.flatMap((section) =>
    section.kind === 'picture' ? section.pictures.flatMap(({ file }) => (file?.data ? [file] : [])) : [],
  )
  return new Map(
    files.map(({ data = '', ...file }) => [file.sha256, { ...file, bytes: fromBase64(data) }] as const),
  )
}

/** Everything in some nodes as rich text, to count its words. */
function richOf(nodes: Node[]) {
  const line = (content: Text) => ({ type: 'paragraph' as const, content })
  return nodes.flatMap((node) => {
    switch (node.kind) {
      case 'facts':
        return node.facts.flatMap(({ values }) => values.map(line))
      case 'people':
        return node.people.map(line)
      case 'rich':
        return node.blocks
      case 'picture':
        return [line(node.caption), ...node.description.map(line)]
      case 'heading':
      case 'note':
        return [line(node.text)]
    }
  })
}

const Line = ({ text }: { text: Text }) =>
  text.map((inline) => (inline.type === 'text' ? inline.text : ' ')).join('')

function NodeView({ node }: { node: Node }) {
  switch (node.kind) {
    case 'facts':
      return (
        <dl className="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-[12rem_1fr]">
          {node.facts.map(({ label, values }) => (
            <div key={Line({ text: label })} className="contents">
              <dt className="text-ink-soft">
                <Line text={label} />
              </dt>
              <dd className="mb-2 sm:mb-0">
                {values.map((value) => (
                  <p key={Line({ text: value })} dir="auto">
                    <Line text={value} />
                  </p>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      )
    case 'people':
      return (
        <ol className="list-decimal pl-6">
          {node.people.map((person) => (
            <li key={Line({ text: person })} dir="auto">
              <Line text={person} />
            </li>
          ))}
        </ol>
      )
    case 'heading':
      return (
        <p className="mt-3 font-semibold first:mt-0" dir="auto">
          <Line text={node.text} />
        </p>
      )
    case 'rich':
      return (
        <div className="rich-text mt-1">
          <RichText rich={node.blocks} />
        </div>
      )
    case 'note':
      return (
        <p className="text-ink-soft text-sm italic">
          <Line text={node.text} />
        </p>
      )
    case 'picture':
      return <PictureView node={node} />
  }
}

function PictureView({ node }: { node: Extract<Node, { kind: 'picture' }> }) {
  const url = useMemo(() => {
    if (!node.image) return undefined
    return URL.createObjectURL(new Blob([new Uint8Array(node.image.bytes)], { type: node.image.type }))
  }, [node.image])
  return (
    <figure className="mt-3 first:mt-0">
      {/* biome-ignore lint/performance/noImgElement: a picture inside the answer, which Next cannot optimise */}
      {url && <img src={url} alt={node.alt} className="max-h-64 max-w-full rounded-control" />}
      <figcaption className="mt-1 font-medium text-sm empty:hidden" dir="auto">
        <Line text={node.caption} />
      </figcaption>
      {node.description.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: text read off a picture may say the same line twice
        <p key={index} className="text-ink-soft text-sm" dir="auto">
          <Line text={line} />
        </p>
      ))}
    </figure>
  )
}
