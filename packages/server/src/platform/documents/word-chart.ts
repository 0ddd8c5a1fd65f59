import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8 } from 'fflate'
import type { Instant } from '@ballast/domain/shared/time.ts'
import { createWorkbook } from '../spreadsheet-writer.ts'
import { columnLetters } from '../spreadsheet.ts'
import { NAMESPACES, xmlText } from './word-xml.ts'

export interface WordChart {
  readonly caption: string
  readonly unit: string
  readonly direction: 'columns' | 'bars'
  readonly labels: readonly string[]
  readonly series: readonly { readonly name: string; readonly color: string; readonly values: readonly (number | null)[] }[]
}

const EMU_PER_MM = 36_000
const WIDTH_MM = 154
const COLUMNS_MM = 72
/** A lying bar with its label. */
const BAR_MM = 9
const SHEET = 'Sheet1'
const ROOT = 'http://schemas.openxmlformats.org/officeDocument/2006'

const heightOf = ({ direction, labels }: WordChart): number => (direction === 'columns' ? COLUMNS_MM : 24 + labels.length * BAR_MM)

export function chartParagraph(chart: WordChart, number: number): string {
  const [cx, cy] = [WIDTH_MM * EMU_PER_MM, heightOf(chart) * EMU_PER_MM]
  const name = xmlText(chart.caption)
  return (
    `<w:p><w:pPr><w:pStyle w:val="BulletinChart"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">` +
    `<wp:extent cx="${cx}" cy="${cy}"/><wp:docPr id="${1000 + number}" name="${name}" descr="${name}"/><wp:cNvGraphicFramePr/>` +
    `<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="chart${number}"/>` +
    `</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
  )
}

/** A chart that Word draws itself, with the workbook behind it: whoever opens it can go on working with its numbers. */
export async function chartFiles(chart: WordChart, number: number, at: Instant) {
  const [part, workbook] = [`charts/chart${number}.xml`, `embeddings/chart${number}.xlsx`]
  return {
    contents: {
      [`word/${part}`]: strToU8(chartXml(chart)),
      [`word/charts/_rels/chart${number}.xml.rels`]: strToU8(
        `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
          `<Relationship Id="rId1" Type="${ROOT}/relationships/package" Target="../${workbook}"/></Relationships>`,
      ),
      [`word/${workbook}`]: await workbookOf(chart, at),
    },
    contentTypes:
      `<Override PartName="/word/${part}" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>` +
      `<Override PartName="/word/${workbook}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>`,
    relation: `<Relationship Id="chart${number}" Type="${ROOT}/relationships/chart" Target="${part}"/>`,
  }
}

async function workbookOf({ labels, series }: WordChart, at: Instant): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'ballast-chart-'))
  try {
    const path = join(folder, 'chart.xlsx')
    const workbook = createWorkbook(path, { creator: 'Ballast 压舱石', at: new Date(at) })
    const columns = [{ width: 24, format: 'text' as const }, ...series.map(() => ({ width: 16, format: 'number' as const }))]
    const sheet = workbook.sheet({ name: SHEET, columns, frozenRows: 1, frozenColumns: 1 })
    sheet.row([null, ...series.map(({ name }) => name)], 'header')
    for (const [index, label] of labels.entries()) sheet.row([label, ...series.map(({ values }) => values[index] ?? null)], 'data')
    sheet.close()
    await workbook.close()
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function chartXml(chart: WordChart): string {
  const { labels, series, direction, unit } = chart
  const last = labels.length + 1
  const points = (values: readonly (string | number | null)[]) =>
    `<c:ptCount val="${values.length}"/>${values.map((value, index) => (value === null ? '' : `<c:pt idx="${index}"><c:v>${xmlText(String(value))}</c:v></c:pt>`)).join('')}`
  const seriesXml = series
    .map(({ name, color, values }, index) => {
      const column = columnLetters(index + 1)
      return (
        `<c:ser><c:idx val="${index}"/><c:order val="${index}"/>` +
        `<c:tx><c:strRef><c:f>${SHEET}!$${column}$1</c:f><c:strCache>${points([name])}</c:strCache></c:strRef></c:tx>` +
        `<c:spPr><a:solidFill><a:srgbClr val="${color.replace('#', '').toUpperCase()}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>` +
        `<c:cat><c:strRef><c:f>${SHEET}!$A$2:$A$${last}</c:f><c:strCache>${points(labels)}</c:strCache></c:strRef></c:cat>` +
        `<c:val><c:numRef><c:f>${SHEET}!$${column}$2:$${column}$${last}</c:f><c:numCache><c:formatCode>0.00</c:formatCode>${points(values)}</c:numCache></c:numRef></c:val></c:ser>`
      )
    })
    .join('')
  const isLying = direction === 'bars'
  const text = `<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`
  const line = `<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="BFC7D1"/></a:solidFill></a:ln></c:spPr>`
  const unitTitle = `<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900" b="0"/></a:pPr><a:r><a:rPr lang="zh-CN" sz="900" b="0"/><a:t>${xmlText(unit)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace ${NAMESPACES}><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>` +
    `<c:barChart><c:barDir val="${isLying ? 'bar' : 'col'}"/><c:grouping val="clustered"/><c:varyColors val="0"/>${seriesXml}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>` +
    `<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="${isLying ? 'maxMin' : 'minMax'}"/></c:scaling><c:delete val="0"/><c:axPos val="${isLying ? 'l' : 'b'}"/>` +
    `<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${line}${text}<c:crossAx val="2"/></c:catAx>` +
    `<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="${isLying ? 't' : 'l'}"/><c:majorGridlines>${line}</c:majorGridlines>${unitTitle}` +
    `<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>${line}${text}<c:crossAx val="1"/></c:valAx>` +
    `</c:plotArea>${series.length > 1 ? `<c:legend><c:legendPos val="b"/><c:overlay val="0"/>${text}</c:legend>` : ''}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>` +
    `<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`
  )
}
