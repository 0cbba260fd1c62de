import { Template } from '../template'
import forumSession from './forum-session.json' with { type: 'json' }
import igfWorkshop from './igf-workshop.json' with { type: 'json' }
import shortMinutes from './short-minutes.json' with { type: 'json' }

/** The templates that come with Rapporteur, by name. They are data; an event takes a copy of one. */
export const BUILT_IN = {
  'forum-session': Template.parse(forumSession),
  'igf-workshop': Template.parse(igfWorkshop),
  'short-minutes': Template.parse(shortMinutes),
} as const satisfies Record<string, Template>
