import { writeFile } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import type { Client } from '@ballast/contract/client.ts'
import { EXCHANGE_RESOURCES, type ExchangeResource } from '@ballast/contract/exchange.ts'
import { UsageError, VERSION, YEAR, operand, print, textOption, yearOption, type Command, type Run } from '../command.ts'
import { fileToImport, importFile, IMPORT_OPTIONS } from '../import-file.ts'
import { versionNamed } from './plan.ts'

const RESOURCES = EXCHANGE_RESOURCES.join('|')

function resourceOf(run: Run): ExchangeResource {
  const given = operand(run, 0, RESOURCES)
  const resource = EXCHANGE_RESOURCES.find((name) => name === given)
  if (resource === undefined) throw new UsageError(run.say(`「${given}」应为 ${RESOURCES} 之一`, `"${given}" is none of ${RESOURCES}`))
  return resource
}

const versionOf = async (run: Run, client: Client): Promise<{ versionId?: string }> => {
  const given = textOption(run, 'version')
  return given === undefined ? {} : { versionId: await versionNamed(run, client, await yearOption(run), given) }
}

const FORMATS = ['xlsx', 'csv'] as const
export const exchangeCommands: readonly Command[] = [
  {
    name: 'import',
    operands: `${RESOURCES} FILE`,
    summary: { zh: '导入工作簿或 CSV：先预览，加 --commit 才写入', en: 'import a workbook or CSV: a preview, unless --commit is given' },
    options: {
      year: YEAR,
      version: { value: 'N|ID', zh: '计划：导入到哪个草案', en: 'plan: the draft to import into' },
      ...IMPORT_OPTIONS,
    },
    examples: [
      'import projects 项目.xlsx',
      'import projects 项目.xlsx --commit',
      'import plan plan.xlsx --year 2024 --version 0198f3 --commit --refusals refused.xlsx',
    ],
    run: async (run) => {
      const resource = resourceOf(run)
      const path = resolve(operand(run, 1, 'FILE'))
      const client = await run.client()
      const file = await fileToImport(path)
      const query = { resource, ...(await versionOf(run, client)) }
      const upload = await client('exchange.upload', { query, file, fileName: basename(path) })
      return importFile(run, client, 'register', upload)
    },
  },
  {
    name: 'export',
    operands: `${RESOURCES} FILE`,
    summary: { zh: '导出为 .xlsx 或 .csv', en: 'export to .xlsx or .csv' },
    options: {
      year: YEAR,
      version: VERSION,
      columns: { value: 'A,B', zh: '只要这些列', en: 'these columns only' },
      where: {
        value: 'A=B&C=D',
        zh: '列表的筛选条件，如 clusterCode=bio&publicOnly=true',
        en: 'filter of the list, e.g. clusterCode=bio&publicOnly=true',
      },
      part: { value: 'PART', zh: '计划的 CSV：targets、nodes、lines、shares', en: 'plan as CSV: targets, nodes, lines or shares' },
      empty: { zh: '空表：只有表头与选项', en: 'an empty form: headers and choices only' },
    },
    examples: [
      'export projects 项目.xlsx',
      'export plan plan-2024.xlsx --year 2024',
      'export projects bio.csv --where "clusterCode=bio&sort=-totalYuan"',
    ],
    run: async (run) => {
      const resource = resourceOf(run)
      const path = resolve(operand(run, 1, 'FILE'))
      const format = FORMATS.find((name) => extname(path) === `.${name}`)
      if (format === undefined) throw new UsageError(run.say('文件名应以 .xlsx 或 .csv 结尾', 'The file must end in .xlsx or .csv'))
      const client = await run.client()
      const text = (name: string) => (textOption(run, name) === undefined ? {} : { [name]: textOption(run, name) })
      const query = {
        ...Object.fromEntries(new URLSearchParams(textOption(run, 'where') ?? '')),
        format,
        ...text('year'),
        ...text('columns'),
        ...text('part'),
        ...(run.options['empty'] === true ? { empty: true } : {}),
        ...(await versionOf(run, client)),
      }
      const blob = await client('exchange.export', { params: { resource }, query })
      await writeFile(path, blob.stream())
      print(run, { path, bytes: blob.size }, () => run.say(`${path}（${blob.size} 字节）`, `${path} (${blob.size} bytes)`))
    },
  },
]
