export { readReport } from './read'
