import type { BookWords } from './words'

export const zh: BookWords = {
  kind: '会议报告集',
  contents: '目录',
  people: '人名索引',
  organisations: '机构索引',
  missing: '没有报告的会议',
  leftOut: '未能收录的报告',
  mark: { draft: '草稿：本报告未经批准。', review: '审阅中：本报告尚未批准。' },
  why: { draft: '仍为草稿', review: '审阅中', empty: '尚无内容' },
  unreadable: '无法读取该报告。',
  failed: (reason) => `该报告无法排版：${reason}`,
  made: (day, reports) => `共 ${reports} 份报告。${day}编成。`,
}
