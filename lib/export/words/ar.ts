import type { Words } from './words'

export const ar: Words = {
  title: 'عنوان الجلسة',
  type: 'نوع الجلسة',
  language: 'اللغة',
  date: 'التاريخ',
  time: 'الوقت',
  participants: 'المشاركون',
  moderators: { one: 'إدارة الجلسة', other: 'إدارة الجلسة' },
  rapporteurs: { one: 'إعداد التقرير', other: 'إعداد التقرير' },
  speakers: 'المتحدثون',
  colon: (label) => `${label}:`,
  question: (number, asker, to) =>
    `السؤال ${number}${asker || to ? ':' : ''}${asker && ` من ${asker}`}${to && ` إلى ${to}`}`,
  answer: (name) => (name ? `الإجابة: ${name}` : 'الإجابة'),
  state: { open: '', live: '', writing: '(إجابة كتابية)', unanswered: '(دون إجابة)' },
  unnamed: 'الاسم غير مذكور',
  picture: 'صورة دون وصف',
  report: 'تقرير الجلسة',
  approved: (name, day) => `معتمد من ${name} بتاريخ ${day}.`,
  notApproved: (day) => `غير معتمد؛ الحالة بتاريخ ${day}.`,
  version: (seq) => `النسخة ${seq}.`,
  lacking: 'تظهر الحروف غير المتوفرة في خطوط هذا الملف على شكل □.',
}
