import validate from '@ooxml-tools/validate'

/**
 * For tests: what Word would find fault with. The validator is Microsoft's own (the Open XML SDK), for the schemas of
 * ECMA-376's first edition, which Word 2007 took, and for those of today.
 */
export async function faultsOf(docx: Uint8Array): Promise<string[]> {
  const faults = [
    ...(await validate(docx, 'docx', 'Office2007')),
    ...(await validate(docx, 'docx', 'Microsoft365')),
  ]
  return faults.map(({ description, path }) => `${path.partUri} ${path.xpath}: ${description}`)
}
