import { BorderStyle, type IStylesOptions } from 'docx'
import { ACCENT, SOFT, stylesOf } from '@/lib/export/docx/styles'

/** The styles of a report, and those of what only a book has, under Word's own names where it has some. */
export function bookStyles(language: string): IStylesOptions {
  const styles = stylesOf(language)
  return {
    ...styles,
    paragraphStyles: [
      ...(styles.paragraphStyles ?? []),
      {
        // As Word calls it: a heading that is not in the contents itself.
        id: 'TOCHeading',
        name: 'TOC Heading',
        basedOn: 'Heading1',
        next: 'Normal',
        paragraph: { outlineLevel: 9 },
      },
      {
        id: 'TOC1',
        name: 'toc 1',
        basedOn: 'Normal',
        next: 'Normal',
        paragraph: { spacing: { after: 100 } },
      },
      {
        id: 'Index1',
        name: 'index 1',
        basedOn: 'Normal',
        paragraph: { keepNext: true, keepLines: true, spacing: { before: 140, after: 20 } },
        run: { size: 19, sizeComplexScript: 19 },
      },
      {
        id: 'Index2',
        name: 'index 2',
        basedOn: 'Normal',
        paragraph: { indent: { left: 200 }, spacing: { after: 20 } },
        run: { size: 18, sizeComplexScript: 18 },
      },
      {
        id: 'BookMark',
        name: 'Book Mark',
        basedOn: 'Normal',
        run: { bold: true, boldComplexScript: true, color: ACCENT },
        paragraph: {
          spacing: { before: 40, after: 200 },
          border: {
            top: { style: BorderStyle.SINGLE, size: 6, color: ACCENT, space: 4 },
            bottom: { style: BorderStyle.SINGLE, size: 6, color: ACCENT, space: 4 },
          },
        },
      },
      {
        id: 'BookMade',
        name: 'Book Made',
        basedOn: 'Normal',
        run: { size: 19, sizeComplexScript: 19, color: SOFT },
        paragraph: { spacing: { before: 600 } },
      },
    ],
  }
}
