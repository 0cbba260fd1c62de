import { z } from 'zod'
import { Person, PictureFile, Report, Section, Voice } from '../report/report'
import { Block, ListItem } from '../report/rich'
import { Template, TemplateSection } from '../report/template'
import * as checks from './check'
import * as imports from './import'
import * as api from './schemas'
import * as word from './word-template'

/** The schemas that have a name in openapi.json. */
export const named = z.registry<{ id: string }>()

const MODEL = { Report, Section, Person, Voice, PictureFile, Block, ListItem, Template, TemplateSection }
const { Password: _, RoleName, State, ...REST } = api

for (const [id, schema] of Object.entries({
  ...MODEL,
  Role: RoleName,
  State,
  ...checks,
  ...imports,
  ...word,
  ...REST,
}))
  named.add(schema, { id })
