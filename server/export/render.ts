import type { Format } from '@/lib/export'
import { outlineOf } from '@/lib/export/content'
import { toHtml } from '@/lib/export/html'
import { loadImages } from '@/lib/export/images'
import { toJson } from '@/lib/export/json'
import { toMarkdown } from '@/lib/export/markdown'
import { wordsFor } from '@/lib/export/words'
import type { Job } from './jobs'
import type { Note } from './note'
import { fitBanner, fitImages } from './pictures'

type Render = (job: Omit<Job, 'id'>, note: Note) => Promise<Uint8Array>

const RENDER: Record<Format, Render> = {
  json: ({ report, stamp, pictures }) => toJson(report, stamp, async (sha256) => pictures.get(sha256)),
  md: async (job) => encode(toMarkdown(await outline(job), job.stamp, wordsFor(job.report.language).words)),
  html: async (job) => encode(toHtml(await outline(job), job.stamp)),
  // Loaded when they are first needed: a machine for which there is no Typst still has the other formats.
  docx: async (job, note) => {
    const { report, stamp, options } = job
    if (options.template) {
      const { fillTemplate } = await import('@/lib/word-template')
      return fillTemplate(options.template, { report, outline: await outline(job, note), stamp })
    }
    const { toDocx } = await import('@/lib/export/docx')
    return toDocx(await outline(job, note), stamp)
  },
  pdf: async (job, note) => {
    const { toPdf } = await import('./pdf')
    return toPdf(await outline(job, note), job.stamp, job.options.standard ?? 'ua-1', note)
  },
}

/** A report as the bytes of a file, in this thread. */
export function render(job: Omit<Job, 'id'>, note: Note): Promise<Uint8Array> {
  return RENDER[job.format](job, note)
}

/** With `note` the pictures are made fit for print: what Word and Typst can show, no larger than a page needs. */
async function outline({ report, stamp, pictures, options }: Omit<Job, 'id'>, note?: Note) {
  const images = await loadImages(report, async (sha256) => pictures.get(sha256))
  const banner = options.banner && (await fitBanner(options.banner, pictures.get(options.banner), note))
  return outlineOf(report, stamp, note ? await fitImages(images, note) : images, banner || undefined)
}

const encode = (text: string) => new TextEncoder().encode(text)
