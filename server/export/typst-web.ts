import init, { TypstCompilerBuilder } from '@myriaddreamin/typst-ts-web-compiler'
import type { Typst } from './typst'

/** Of the ways in which the web compiler tells what is wrong, the one that is sentences. */
const AS_TEXT = 2

/** Typst for machines that its native compiler has no build for: slower, and it cannot write a PDF standard's mark. */
export async function webTypst(fonts: Uint8Array[]): Promise<Typst> {
  await init()
  const builder = new TypstCompilerBuilder()
  builder.set_dummy_access_model()
  for (const font of fonts) await builder.add_raw_font(font)
  const compiler = await builder.build()
  return {
    compile({ main, files, standard }, note) {
      if (standard !== 'ua-1') throw new Error(`This machine has no compiler that can write ${standard}.`)
      compiler.add_source('/main.typ', main)
      for (const [path, bytes] of files) compiler.map_shadow(path, bytes)
      try {
        const { result, diagnostics } = compiler.compile('/main.typ', undefined, 'pdf', AS_TEXT) as Compiled
        if (!result) throw new Error(`Typst: ${(diagnostics ?? []).join('; ')}`)
        note('tagged, but without the PDF/UA mark, by the web compiler')
        return result
      } finally {
        compiler.reset_shadow()
      }
    },
  }
}

type Compiled = { result?: Uint8Array; diagnostics?: string[] }
