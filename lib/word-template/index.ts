export { fillTemplate } from './fill'
export { type Findings, type Found, findingsOf, type Place } from './findings'
export { isRefusalCode, type RefusalCode, TemplateRefused } from './refused'
export { inspectTemplate } from './scan'
