import type { Words } from './words'

export const ko: Words = {
  title: '세션 제목',
  type: '세션 유형',
  language: '언어',
  date: '날짜',
  time: '시간',
  participants: '참가자',
  moderators: { one: '좌장', other: '좌장' },
  rapporteurs: { one: '기록자', other: '기록자' },
  speakers: '발표자',
  colon: (label) => `${label}:`,
  question: (number, asker, to) =>
    `질문 ${number}${asker || to ? ':' : ''}${asker && ` ${asker}`}${to && (asker ? ` (${to}에게)` : ` ${to}에게`)}`,
  answer: (name) => (name ? `답변: ${name}` : '답변'),
  state: { open: '', live: '', writing: '(서면 답변)', unanswered: '(답변 없음)' },
  unnamed: '이름 미기재',
  picture: '설명 없는 사진',
  report: '세션 보고서',
  approved: (name, day) => `${day} ${name} 승인.`,
  notApproved: (day) => `미승인, ${day} 기준.`,
  version: (seq) => `버전 ${seq}.`,
  lacking: '이 파일의 글꼴에 없는 글자는 □로 표시됩니다.',
}
