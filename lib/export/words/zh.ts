import type { Words } from './words'

export const zh: Words = {
  title: '会议标题',
  type: '会议类型',
  language: '语言',
  date: '日期',
  time: '时间',
  participants: '参会人数',
  moderators: { one: '主持人', other: '主持人' },
  rapporteurs: { one: '报告人', other: '报告人' },
  speakers: '发言人',
  colon: (label) => `${label}：`,
  question: (number, asker, to) =>
    `问题 ${number}${asker || to ? '：' : ''}${asker}${to && (asker ? `（致${to}）` : `致${to}`)}`,
  answer: (name) => (name ? `回答：${name}` : '回答'),
  state: { open: '', live: '', writing: '（书面回答）', unanswered: '（未回答）' },
  unnamed: '未注明姓名',
  picture: '没有说明的图片',
  report: '会议报告',
  approved: (name, day) => `${name}于 ${day}批准。`,
  notApproved: (day) => `未批准；截至 ${day}。`,
  version: (seq) => `版本 ${seq}。`,
  lacking: '本文件字体中没有的字符显示为□。',
}
