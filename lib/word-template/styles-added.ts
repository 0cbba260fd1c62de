/*
 * Styles for a template that lacks them: what sets a heading, a list or a quotation apart, in the template's own font
 * and colour. Properties in the schemas' order; sizes are half points, distances twentieths of a point.
 */

type Added = { name: string; id: string; paragraph: string; run: string }

const heading = (level: number, size: number): [string, Added] => [
  `heading ${level}`,
  {
    name: `heading ${level}`,
    id: `Heading${level}`,
    paragraph: `keepNext; keepLines; spacing before=${level === 1 ? 360 : 240} after=80; outlineLvl val=${level - 1}`,
    run: `b; bCs; sz val=${size}; szCs val=${size}`,
  },
]

export const ADDED: Record<string, Added> = {
  ...Object.fromEntries([
    heading(1, 30),
    heading(2, 26),
    heading(3, 24),
    heading(4, 22),
    heading(5, 22),
    heading(6, 22),
  ]),
  title: {
    name: 'Title',
    id: 'Title',
    paragraph: 'keepNext; spacing after=240; contextualSpacing',
    run: 'b; bCs; sz val=44; szCs val=44',
  },
  subtitle: { name: 'Subtitle', id: 'Subtitle', paragraph: 'spacing after=160', run: 'i; iCs' },
  'list bullet': { name: 'List Bullet', id: 'ListBullet', paragraph: 'spacing after=80', run: '' },
  'list number': { name: 'List Number', id: 'ListNumber', paragraph: 'spacing after=80', run: '' },
  'list continue': { name: 'List Continue', id: 'ListContinue', paragraph: 'spacing after=80', run: '' },
  quote: { name: 'Quote', id: 'Quote', paragraph: 'ind left=360 right=360', run: 'i; iCs' },
  caption: { name: 'caption', id: 'Caption', paragraph: 'spacing before=80 after=200', run: 'i; iCs' },
  label: { name: 'Label', id: 'Label', paragraph: 'spacing after=40', run: 'b; bCs' },
  note: { name: 'Note', id: 'Note', paragraph: '', run: 'i; iCs' },
  hyperlink: { name: 'Hyperlink', id: 'Hyperlink', paragraph: '', run: 'color val=0563C1; u val=single' },
}
