/** The package types its entries but for this one. */
declare module 'eld/extrasmall' {
  export { eld } from 'eld'
}
