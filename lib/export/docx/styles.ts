import {
  AlignmentType,
  BorderStyle,
  type INumberingOptions,
  type IStylesOptions,
  LevelFormat,
  LineRuleType,
} from 'docx'
import { fontsFor, languageOf } from './language'

/*
 * The styles of a Word export. They carry Word's own names, so that a template, a table of contents or the
 * navigation pane takes them over. Sizes are half points, distances twentieths of a point.
 */

export const INK = '1A1E27'
export const SOFT = '545964'
export const LINE = 'D5D2CA'
export const ACCENT = '2147A3'

/** A level's indent and the room for its sign. */
export const INDENT = 360
const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7, 8]

export function stylesOf(language: string): IStylesOptions {
  const { text, display } = fontsFor(language)
  const heading = (level: number, size: number, color: string, before: number, after: number) => ({
    // In Word's own spelling, by which other programs look for it.
    name: `heading ${level}`,
    run: { font: display, size, sizeComplexScript: size, bold: true, boldComplexScript: true, color },
    paragraph: {
      keepNext: true,
      keepLines: true,
      outlineLevel: level - 1,
      spacing: { before, after, line: 264, lineRule: LineRuleType.AUTO },
    },
  })
  return {
    default: {
      document: {
        run: {
          font: text,
          size: 22,
          sizeComplexScript: 22,
          color: INK,
          language: { eastAsia: 'ko-KR', bidirectional: 'ar-SA', ...languageOf(language) },
        },
        paragraph: { spacing: { after: 120, line: 268, lineRule: LineRuleType.AUTO } },
      },
      title: {
        run: {
          font: display,
          size: 44,
          sizeComplexScript: 44,
          bold: true,
          boldComplexScript: true,
          color: INK,
        },
        paragraph: {
          keepLines: true,
          spacing: { before: 0, after: 320, line: 252, lineRule: LineRuleType.AUTO },
        },
      },
      heading1: {
        ...heading(1, 28, ACCENT, 440, 160),
        paragraph: {
          ...heading(1, 28, ACCENT, 440, 160).paragraph,
          border: { top: { style: BorderStyle.SINGLE, size: 4, color: LINE, space: 8 } },
        },
      },
      heading2: heading(2, 23, INK, 280, 80),
      heading3: heading(3, 21, SOFT, 220, 60),
      heading4: heading(4, 20, SOFT, 200, 60),
      heading5: heading(5, 20, SOFT, 200, 60),
      heading6: heading(6, 20, SOFT, 200, 60),
      caption: {
        run: { size: 19, sizeComplexScript: 19, italics: false, bold: false, color: SOFT },
        paragraph: { spacing: { before: 80, after: 200 } },
      },
      hyperlink: { run: { color: ACCENT, underline: {} } },
    },
    paragraphStyles: [
      {
        id: 'ListNumber',
        name: 'List Number',
        basedOn: 'Normal',
        quickFormat: true,
        paragraph: { spacing: { after: 80 } },
      },
      {
        id: 'ListBullet',
        name: 'List Bullet',
        basedOn: 'Normal',
        quickFormat: true,
        paragraph: { spacing: { after: 80 } },
      },
      {
        id: 'ListContinue',
        name: 'List Continue',
        basedOn: 'Normal',
        quickFormat: true,
        paragraph: { spacing: { after: 80 } },
      },
      {
        id: 'Quote',
        name: 'Quote',
        basedOn: 'Normal',
        next: 'Normal',
        quickFormat: true,
        run: { italics: true, italicsComplexScript: false, color: SOFT },
        paragraph: {
          indent: { left: INDENT },
          border: { left: { style: BorderStyle.SINGLE, size: 12, color: LINE, space: 10 } },
        },
      },
      {
        id: 'Event',
        name: 'Event',
        basedOn: 'Normal',
        run: { bold: true, boldComplexScript: true, color: ACCENT },
        paragraph: { spacing: { after: 40 } },
      },
      {
        id: 'Subtitle',
        name: 'Subtitle',
        basedOn: 'Normal',
        quickFormat: true,
        run: { italics: true, color: SOFT },
        paragraph: { spacing: { after: 120 } },
      },
      {
        id: 'Label',
        name: 'Label',
        basedOn: 'Normal',
        run: { size: 19, sizeComplexScript: 19, color: SOFT },
        paragraph: { keepNext: true, spacing: { before: 0, after: 40 } },
      },
      { id: 'Note', name: 'Note', basedOn: 'Normal', run: { italics: true, color: SOFT } },
      {
        id: 'Header',
        name: 'header',
        basedOn: 'Normal',
        run: { size: 17, sizeComplexScript: 17, color: SOFT },
        paragraph: { spacing: { after: 0 } },
      },
      {
        id: 'Footer',
        name: 'footer',
        basedOn: 'Normal',
        run: { size: 17, sizeComplexScript: 17, color: SOFT },
        paragraph: { spacing: { after: 0 } },
      },
    ],
  }
}

/** One definition for each sort of list; every list in the text is an instance of its own and starts at 1. */
export const NUMBERING: INumberingOptions = {
  config: [
    {
      reference: 'numbers',
      levels: LEVELS.map((level) => ({
        level,
        format: level % 2 === 0 ? LevelFormat.DECIMAL : LevelFormat.LOWER_LETTER,
        text: `%${level + 1}.`,
        alignment: AlignmentType.LEFT,
        style: { paragraph: { indent: { left: INDENT * (level + 1), hanging: INDENT } } },
      })),
    },
    {
      reference: 'bullets',
      levels: LEVELS.map((level) => ({
        level,
        format: LevelFormat.BULLET,
        text: level % 2 === 0 ? '•' : '–',
        alignment: AlignmentType.LEFT,
        style: { paragraph: { indent: { left: INDENT * (level + 1), hanging: INDENT } } },
      })),
    },
  ],
}
