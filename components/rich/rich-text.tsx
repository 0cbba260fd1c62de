import { Fragment, type ReactNode } from 'react'
import type { Block, Inline, ListItem, Mark, Rich } from '@/lib/report/rich'

/** A rich text as the editor lays it out, to the pixel, without being one. */
export function RichText({ rich }: { rich: Rich }) {
  if (rich.length === 0) return <Paragraph content={[]} />
  return inPlace(rich, (block) => <BlockView block={block} />)
}

function BlockView({ block }: { block: Block | ListItem }) {
  switch (block.type) {
    case 'paragraph':
      return <Paragraph content={block.content ?? []} />
    case 'bulletList':
      return <ul>{views(block.content)}</ul>
    case 'orderedList':
      return <ol>{views(block.content)}</ol>
    case 'listItem':
      return <li>{views(block.content)}</li>
    case 'blockquote':
      return <blockquote>{views(block.content)}</blockquote>
  }
}

function views(blocks: (Block | ListItem)[]): ReactNode {
  return inPlace(blocks, (block) => <BlockView block={block} />)
}

function Paragraph({ content }: { content: Inline[] }) {
  const endsOpen = content.at(-1)?.type !== 'text'
  return (
    <p>
      {inPlace(content, (inline) =>
        inline.type === 'text' ? <Marked text={inline.text} marks={inline.marks ?? []} /> : <br />,
      )}
      {/* A line that is empty has the height of a line, as in the editor. */}
      {endsOpen && <br />}
    </p>
  )
}

function Marked({ text, marks: [mark, ...inner] }: { text: string; marks: Mark[] }): ReactNode {
  if (!mark) return text
  const inside = <Marked text={text} marks={inner} />
  switch (mark.type) {
    case 'bold':
      return <strong>{inside}</strong>
    case 'italic':
      return <em>{inside}</em>
    case 'link':
      return (
        <a href={mark.attrs.href} rel="noopener">
          {inside}
        </a>
      )
    case 'language':
      return (
        <span lang={mark.attrs.lang} data-passage="">
          {inside}
        </span>
      )
  }
}

function inPlace<T>(items: T[], view: (item: T) => ReactNode): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: a part of a text has no name but its place
  return items.map((item, index) => <Fragment key={index}>{view(item)}</Fragment>)
}
