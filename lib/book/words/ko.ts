import type { BookWords } from './words'

export const ko: BookWords = {
  kind: '세션 보고서',
  contents: '차례',
  people: '인명',
  organisations: '기관',
  missing: '보고서가 없는 세션',
  leftOut: '포함하지 못한 보고서',
  mark: {
    draft: '초안: 승인되지 않은 보고서입니다.',
    review: '검토 중: 아직 승인되지 않은 보고서입니다.',
  },
  why: { draft: '아직 초안', review: '검토 중', empty: '작성된 내용 없음' },
  unreadable: '보고서를 읽을 수 없습니다.',
  failed: (reason) => `보고서를 조판하지 못했습니다: ${reason}`,
  made: (day, reports) => `보고서 ${reports}건. ${day} 편찬.`,
}
