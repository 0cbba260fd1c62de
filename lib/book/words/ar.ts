import type { BookWords } from './words'

export const ar: BookWords = {
  kind: 'تقارير الجلسات',
  contents: 'المحتويات',
  people: 'الأشخاص',
  organisations: 'المنظمات',
  missing: 'جلسات بلا تقرير',
  leftOut: 'تقارير تعذّر إدراجها',
  mark: {
    draft: 'مسودة: لم يُعتمد هذا التقرير.',
    review: 'قيد المراجعة: لم يُعتمد هذا التقرير بعد.',
  },
  why: { draft: 'لا يزال مسودة', review: 'قيد المراجعة', empty: 'لم يُكتب شيء بعد' },
  unreadable: 'تعذّرت قراءة التقرير.',
  failed: (reason) => `تعذّر تنضيد التقرير: ${reason}`,
  made: (day, reports) => `عدد التقارير: ${reports}. جُمعت في ${day}.`,
}
