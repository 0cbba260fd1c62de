import type { Fault } from '@/lib/report/parse'
import type { PictureFile, Report } from '@/lib/report/report'
import { type CleanPicture, isPictureRefused } from '../files'
import { instance } from '../instance'

/**
 * Checks the pictures that came inside a report (`file.data`, base64) and answers the report with their files as they
 * will be stored. A picture without bytes, or one that is refused, is a fault; `placeOf` says at which place the
 * input has a section. Nothing is stored yet.
 */
export async function checkPictures(
  report: Report,
  placeOf: (section: string) => number,
): Promise<{ report: Report; pictures: CleanPicture[]; faults: Fault[] }> {
  const faults: Fault[] = []
  const pictures: CleanPicture[] = []
  const sections = await Promise.all(
    report.sections.map(async (section) => {
      if (section.kind !== 'picture') return section
      const checked = []
      for (const [index, picture] of section.pictures.entries()) {
        const path = `sections.${placeOf(section.id)}.pictures.${index}.file`
        checked.push(picture.file === null ? picture : { ...picture, file: await check(picture.file, path) })
      }
      return { ...section, pictures: checked }
    }),
  )
  return { report: { ...report, sections }, pictures, faults }

  async function check({ data, ...claimed }: PictureFile, path: string): Promise<PictureFile> {
    if (data === undefined) {
      faults.push({ path: `${path}.data`, reason: 'The bytes of the picture (base64) are missing' })
      return claimed
    }
    try {
      const clean = await instance().files.check(Buffer.from(data, 'base64'), claimed)
      pictures.push(clean)
      return clean.file
    } catch (error) {
      if (!isPictureRefused(error)) throw error
      faults.push({ path, reason: error.message })
      return claimed
    }
  }
}
