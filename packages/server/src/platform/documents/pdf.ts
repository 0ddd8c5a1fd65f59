import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Instant } from '@ballast/domain/shared/time.ts'
import { FONT_NAMES, type DocumentFonts } from './fonts.ts'

const WORKSPACE = '/document'

export interface PdfTask {
  readonly format: 'pdf'
  /** In Typst; reads `content.json`. */
  readonly template: string
  readonly content: unknown
  /** Stands in the file as the time of its making, so that the same content gives the same bytes. */
  readonly at: Instant
}

/** Sets documents with our fonts and with no other. Whatever Typst has to say against one, a warning too, is an error. */
export function pdfMaker(fonts: DocumentFonts): (task: PdfTask) => Buffer {
  const compiler = NodeCompiler.create({ workspace: WORKSPACE, fontArgs: [{ fontBlobs: [...fonts.files] }] })
  return ({ template, content, at }) => {
    compiler.mapShadow(`${WORKSPACE}/content.json`, Buffer.from(JSON.stringify(content)))
    const compiled = compiler.compile({ mainFileContent: template, resetRead: true })
    const fault = compiled.takeError() ?? compiled.takeWarnings()
    if (fault !== null) throw new Error(`Typst: ${JSON.stringify(fault.shortDiagnostics)}`)
    if (compiled.result === null) throw new Error('Typst gave no document')
    const document = compiler.pdf(compiled.result, { pdfStandard: '1.7', creationTimestamp: Math.floor(Date.parse(at) / 1000) })
    // The compiler also finds the fonts of the machine, and says nothing when a template names one of them.
    const foreign = fontsIn(document).filter((name) => !FONT_NAMES.has(name))
    if (foreign.length > 0) throw new Error(`fonts that are not ours: ${foreign.join(', ')}`)
    return document
  }
}

/** The fonts that a PDF of ours names, without the mark of a cut one. */
export const fontsIn = (document: Buffer): string[] => [
  ...new Set(
    [...document.toString('latin1').matchAll(/\/BaseFont\s*\/(?:[A-Z]{6}\+)?([^\s/<>[\]()]+)/g)].map(([, name]) => name as string),
  ),
]
