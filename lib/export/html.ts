import type { Block, Inline, ListItem, Mark } from '@/lib/report/rich'
import { directionOfLanguage } from './direction'
import { STYLE } from './html-style'
import { toBase64 } from './json'
import type { Image, Node, Outline } from './outline'
import { type Stamp, stampEntries } from './stamp'
import type { Text } from './text'

/** One HTML file: semantic, without script, its pictures inside. Whatever was written is text in it. */
export function toHtml(outline: Outline, stamp: Stamp): string {
  const { language } = outline
  const meta = [
    ['generator', 'Rapporteur'],
    ...(outline.authors.length > 0 ? [['author', outline.authors.join(', ')]] : []),
    ...stampEntries(stamp).map(([name, value]) => [`rapporteur:${name}`, value]),
  ]
  const direction = directionOfLanguage(language) === 'rtl' ? ' dir="rtl"' : ''
  return `<!doctype html>
<html lang="${escapeHtml(language)}"${direction}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escapeHtml(outline.name)}</title>
${meta.map(([name, value]) => `<meta name="${escapeHtml(name!)}" content="${escapeHtml(value!)}">`).join('\n')}
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
${banner(outline)}${line('p', outline.event, 'event')}${line('p', outline.theme, 'theme')}${line('p', outline.titleLabel, 'label')}${line('h1', outline.title)}</header>
${outline.sections
  .map(
    ({ id, kind, heading, nodes }) =>
      `<section id="${escapeHtml(id)}" class="${kind}">\n${line('h2', heading)}${nodes.map(writeNode).join('\n')}\n</section>`,
  )
  .join('\n')}
</main>
<footer>${line('p', outline.stamp)}</footer>
</body>
</html>
`
}

function banner({ banner }: Outline): string {
  return banner ? `${picture(banner.image, banner.alt, 'banner')}\n` : ''
}

function picture(image: Image, alt: string, className?: string): string {
  const source = `data:${image.type};base64,${toBase64(image.bytes)}`
  return `<img${className ? ` class="${className}"` : ''} src="${source}" alt="${escapeHtml(alt)}" width="${image.width}" height="${image.height}">`
}

type NodeTable = { [K in Node['kind']]: (node: Extract<Node, { kind: K }>) => string }

const NODES: NodeTable = {
  facts: ({ facts }) =>
    `<dl>\n${facts
      .map(
        ({ label, values }) => `<div>${line('dt', label)}${values.map((v) => line('dd', v)).join('')}</div>`,
      )
      .join('\n')}\n</dl>`,
  people: ({ people }) => `<ol>\n${people.map((person) => line('li', person)).join('')}</ol>`,
  heading: ({ level, text }) => line(`h${level + 1}`, text),
  rich: ({ blocks }) => writeBlocks(blocks),
  note: ({ text }) => line('p', text, 'note'),
  picture: ({ image, alt, caption, description }) => {
    const shown = image ? `${picture(image, alt)}\n` : ''
    const lines = description.map((text) => line('p', text, 'description')).join('')
    return `<figure>\n${shown}${line('figcaption', caption)}${lines}</figure>`
  },
}

function writeNode<K extends Node['kind']>(node: Extract<Node, { kind: K }>): string {
  return (NODES[node.kind] as (node: Node) => string)(node)
}

const BLOCKS: { [K in Block['type']]: (block: Extract<Block, { type: K }>) => string } = {
  paragraph: ({ content = [] }) => `<p dir="auto">${writeText(content)}</p>`,
  bulletList: ({ content }) => `<ul>\n${content.map(writeItem).join('\n')}\n</ul>`,
  orderedList: ({ content }) => `<ol>\n${content.map(writeItem).join('\n')}\n</ol>`,
  blockquote: ({ content }) => `<blockquote>\n${writeBlocks(content)}\n</blockquote>`,
}

function writeBlocks(blocks: Block[]): string {
  return blocks.map((block) => (BLOCKS[block.type] as (block: Block) => string)(block)).join('\n')
}

function writeItem({ content: [first, ...rest] }: ListItem): string {
  return `<li dir="auto">${writeText(first.content ?? [])}${rest.length > 0 ? `\n${writeBlocks(rest)}` : ''}</li>`
}

/** An element around a line; nothing at all if the line is empty. */
function line(tag: string, text: Text, className?: string): string {
  if (text.length === 0) return ''
  return `<${tag}${className ? ` class="${className}"` : ''}>${writeText(text)}</${tag}>\n`
}

function writeText(text: Text): string {
  return text.map((inline) => (INLINES[inline.type] as (inline: Inline) => string)(inline)).join('')
}

const INLINES: { [K in Inline['type']]: (inline: Extract<Inline, { type: K }>) => string } = {
  hardBreak: () => '<br>\n',
  text: ({ text, marks = [] }) =>
    marks.reduceRight(
      (inner, mark) => (MARKS[mark.type] as (mark: Mark, inner: string) => string)(mark, inner),
      escapeHtml(text),
    ),
}

type MarkTable = { [K in Mark['type']]: (mark: Extract<Mark, { type: K }>, inner: string) => string }

const MARKS: MarkTable = {
  bold: (_, inner) => `<strong>${inner}</strong>`,
  italic: (_, inner) => `<em>${inner}</em>`,
  // Which links may stand here was decided in clean.ts: http, https and mailto.
  link: ({ attrs }, inner) => `<a href="${escapeHtml(attrs.href)}" rel="noopener noreferrer">${inner}</a>`,
  language: ({ attrs }, inner) =>
    `<span lang="${escapeHtml(attrs.lang)}" dir="${directionOfLanguage(attrs.lang)}">${inner}</span>`,
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter]!)
}
