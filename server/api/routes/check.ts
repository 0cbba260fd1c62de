import { createTranslator } from 'use-intl/core'
import { CheckQuery, CheckResult } from '@/lib/api/check'
import { fixLabel, type Reader, type Say, sentenceOf } from '@/lib/check/sentence'
import { pickLocale } from '@/lib/i18n/locale'
import { MESSAGES } from '@/lib/i18n/messages'
import { instance } from '../../instance'
import { readReport } from '../../reports'
import { endpoint } from '../endpoint'

export const check = [
  endpoint({
    method: 'GET',
    path: '/sessions/{session}/check',
    summary: 'What is wrong with the report, as far as a machine can see it, in sentences',
    access: { of: 'session', may: 'read' },
    query: CheckQuery,
    answer: { status: 200, schema: CheckResult },
    handle: async ({ session, event, query, request, headers }) => {
      const { report, stamp } = await readReport(session)
      const dates = { startDate: event.startDate ?? null, endDate: event.endDate ?? null }
      const findings = await instance().checker.check(report, dates)
      const locale = pickLocale(query.language, request.headers.get('accept-language'))
      const reader: Reader = { locale, report: report.language, say: sayer(locale) }
      headers.set('content-language', locale)
      headers.append('vary', 'accept-language')
      const count = (severity: 'fault' | 'note') =>
        findings.filter((finding) => finding.severity === severity).length
      return {
        language: locale,
        seq: stamp.seq,
        faults: count('fault'),
        notes: count('note'),
        findings: findings.map((finding) => ({
          rule: finding.rule,
          severity: finding.severity,
          sentence: sentenceOf(finding, reader),
          place: finding.place,
          ...(finding.fix && { fix: { label: fixLabel(finding.fix, finding, reader), edit: finding.fix } }),
        })),
      }
    },
  }),
]

function sayer(locale: Reader['locale']): Say {
  const t = createTranslator({ locale, messages: MESSAGES[locale], namespace: 'check' })
  return (key, values) => t(key as 'button', values as never)
}
