import { type AnyExtension, getSchema, Mark, mergeAttributes } from '@tiptap/core'
import { Blockquote } from '@tiptap/extension-blockquote'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Italic } from '@tiptap/extension-italic'
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import { isSafeUrl } from './rich'

/*
 * The one ProseMirror schema: every rich text of a report has it. It says in the editor's words what rich.ts says as
 * data; no node has attributes, so that what the editor writes is what fragment.ts writes.
 */

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    link: {
      /** Links the selection; an address that is not http, https or mailto is refused. */
      setLink: (attributes: { href: string }) => ReturnType
      unsetLink: () => ReturnType
    }
    language: {
      /** Says in which language the selection is written, as a BCP 47 tag. */
      setPassageLanguage: (attributes: { lang: string }) => ReturnType
      unsetPassageLanguage: () => ReturnType
    }
  }
}

const Link = Mark.create({
  name: 'link',
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs: (element) => (isSafeUrl(element.getAttribute('href') ?? '') ? null : false),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['a', mergeAttributes(HTMLAttributes, { rel: 'noopener' }), 0],
  addCommands() {
    return {
      setLink:
        ({ href }) =>
        ({ commands }) =>
          isSafeUrl(href) && commands.setMark(this.name, { href }),
      unsetLink:
        () =>
        ({ commands }) =>
          commands.unsetMark(this.name, { extendEmptyMarkRange: true }),
    }
  },
})

const Language = Mark.create({
  name: 'language',
  priority: 900,
  addAttributes: () => ({
    lang: { default: null, parseHTML: (element: HTMLElement) => element.getAttribute('lang') },
  }),
  // Only our own spans: office programs put a lang on everything they copy.
  parseHTML: () => [{ tag: 'span[data-passage][lang]' }],
  renderHTML: ({ HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes, { 'data-passage': '' }), 0],
  addCommands() {
    return {
      setPassageLanguage:
        ({ lang }) =>
        ({ commands }) =>
          commands.setMark(this.name, { lang }),
      unsetPassageLanguage:
        () =>
        ({ commands }) =>
          commands.unsetMark(this.name, { extendEmptyMarkRange: true }),
    }
  },
})

/** Tab leaves the field (nobody is caught in it), so lists are indented as in many editors with Mod-] and Mod-[. */
const Item = ListItem.extend({
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      'Mod-]': () => this.editor.commands.sinkListItem(this.name),
      'Mod-[': () => this.editor.commands.liftListItem(this.name),
    }
  },
})

/** The schema's nodes and marks, with their keys and typing rules, for an editor. */
export const richExtensions: AnyExtension[] = [
  Document,
  Text,
  Paragraph,
  BulletList,
  OrderedList.extend({ addAttributes: () => ({}) }),
  Item,
  ListKeymap,
  Blockquote,
  HardBreak,
  Link,
  Language,
  Bold,
  Italic,
]

export const richSchema = getSchema(richExtensions)
