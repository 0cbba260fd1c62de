import { countWords, fromPlain } from '@/lib/report/rich'
import { itemLine } from '@/lib/report/roots'
import type { TemplateSection } from '@/lib/report/template'
import type { Found } from '../finding'
import { type Rule, sectionsOf } from '../rule'

/** A picture that was described but is not there, and a required section for pictures without any. */
export const noPicture: Rule = {
  id: 'no-picture',
  severity: 'fault',
  find: ({ report }) =>
    sectionsOf(report, 'picture').flatMap(({ section, template }): Found[] => {
      const { id, pictures } = section
      if (pictures.length === 0) return template.required ? [empty(id, template)] : []
      return pictures.flatMap(({ id: item, file }, index): Found[] =>
        file
          ? []
          : [
              {
                say: 'noPicture',
                words: { number: index + 1 },
                place: { section: id, item, field: itemLine(id, item, 'caption') },
              },
            ],
      )
    }),
}

/** A section for pictures without any, where the template does not require one: exports leave it out. */
export const noPictures: Rule = {
  id: 'no-pictures',
  severity: 'note',
  find: ({ report }) =>
    sectionsOf(report, 'picture')
      .filter(({ section, template }) => section.pictures.length === 0 && !template.required)
      .map(({ section, template }) => empty(section.id, template)),
}

const empty = (section: string, { heading }: TemplateSection): Found => ({
  say: 'noPictures',
  words: { heading: { heading } },
  place: { section },
})

/** A picture without a description: who cannot see it learns nothing, and PDF/UA requires one. */
export const noDescription: Rule = {
  id: 'no-description',
  severity: 'fault',
  find: ({ report }) =>
    sectionsOf(report, 'picture').flatMap(({ section: { id, pictures } }) =>
      pictures.flatMap(({ id: item, file, description }, index) =>
        file && description.trim() === ''
          ? [
              {
                say: 'noDescription',
                words: { number: index + 1 },
                place: { section: id, item, field: itemLine(id, item, 'description') },
              },
            ]
          : [],
      ),
    ),
}

/** Words that say what a picture shows; more is mostly text read off the picture by a machine. */
const LONG_DESCRIPTION = 80

/** A description so long that it is hardly one. */
export const longDescription: Rule = {
  id: 'long-description',
  severity: 'note',
  find: ({ report }) =>
    sectionsOf(report, 'picture').flatMap(({ section: { id, pictures } }) =>
      pictures.flatMap(({ id: item, description }, index) => {
        const count = countWords(fromPlain(description))
        return count > LONG_DESCRIPTION
          ? [
              {
                say: 'longDescription',
                words: { number: index + 1, count },
                place: { section: id, item, field: itemLine(id, item, 'description') },
              },
            ]
          : []
      }),
    ),
}
