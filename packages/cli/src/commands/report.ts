import { writeFile } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import type { Client } from '@ballast/contract/client.ts'
import { RETURN_FORMS, RETURNS_INCLUDED } from '@ballast/contract/return-file.ts'
import { UsageError, operand, print, requiredOption, textOption, type Command, type Run } from '../command.ts'
import { fileToImport, importFile, IMPORT_OPTIONS } from '../import-file.ts'

const MONTH = { value: 'YYYY-MM', zh: '上报期', en: 'reporting period' }

function monthOption(run: Run): string {
  const month = requiredOption(run, 'month')
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new UsageError(run.say(`--month ${month} 不是月份`, `--month ${month} is not a month`))
  return month
}

function choiceOption<T extends string>(run: Run, name: string, choices: readonly T[]): T | undefined {
  const given = textOption(run, name)
  if (given === undefined) return undefined
  const choice = choices.find((one) => one === given)
  if (choice !== undefined) return choice
  const list = choices.join('|')
  throw new UsageError(run.say(`--${name} ${given} 应为 ${list} 之一`, `--${name} ${given} is none of ${list}`))
}

async function save(run: Run, file: Blob, path: string): Promise<void> {
  await writeFile(path, file.stream())
  print(run, { path, bytes: file.size }, () => run.say(`${path}（${file.size} 字节）`, `${path} (${file.size} bytes)`))
}

async function projectNamed(run: Run, client: Client, projectNo: string): Promise<string> {
  const { rows } = await client('project.list', { query: { q: projectNo } })
  const project = rows.find((row) => row.projectNo === projectNo)
  if (project === undefined) throw new UsageError(run.say(`没有项目「${projectNo}」`, `There is no project "${projectNo}"`))
  return project.projectId
}

export const reportCommands: readonly Command[] = [
  {
    name: 'report template',
    operands: 'FILE',
    summary: { zh: '下载一期月报的填报表（.xlsx）', en: 'a period’s returns as a workbook to fill in (.xlsx)' },
    options: { month: MONTH },
    examples: ['report template 月报.xlsx --month 2024-03', 'report template 月报.xlsx --month 2024-03 --user reporter'],
    run: async (run) => {
      const path = resolve(operand(run, 0, 'FILE'))
      const client = await run.client('statistics_officer')
      await save(run, await client('return-file.template', { params: { month: monthOption(run) } }), path)
    },
  },
  {
    name: 'report import',
    operands: 'FILE',
    summary: {
      zh: '导入填好的月报：先预览，加 --commit 才写入',
      en: 'import returns that were filled in: a preview, unless --commit is given',
    },
    options: {
      month: MONTH,
      ...IMPORT_OPTIONS,
      'hand-in': { zh: '同时提交通过审核的月报', en: 'hand in the returns that pass as well' },
    },
    examples: ['report import 月报.xlsx --month 2024-03', 'report import 月报.xlsx --month 2024-03 --commit --hand-in'],
    run: async (run) => {
      const path = resolve(operand(run, 0, 'FILE'))
      const params = { month: monthOption(run) }
      const client = await run.client('statistics_officer')
      const file = await fileToImport(path)
      return importFile(run, client, 'returns', await client('return-file.upload', { params, file, fileName: basename(path) }))
    },
  },
  {
    name: 'report export',
    operands: 'FILE',
    summary: {
      zh: '导出统计月报（.xlsx）或上报文件（.csv），万元整数',
      en: 'the official form (.xlsx) or the hand-over file (.csv), in whole 10,000 yuan',
    },
    options: {
      month: MONTH,
      project: { value: 'NO', zh: '只要这个项目的月报表', en: 'one project’s form' },
      include: { value: RETURNS_INCLUDED.join('|'), zh: '默认只含已核定；handed-in 含待审核', en: 'verified alone, or also handed-in' },
    },
    examples: [
      'report export 统计月报.xlsx --month 2024-03',
      'report export hand-over.csv --month 2024-03 --include handed-in',
      'report export ET24-043.xlsx --month 2024-03 --project ET24-043',
    ],
    run: async (run) => {
      const path = resolve(operand(run, 0, 'FILE'))
      const params = { month: monthOption(run) }
      const extension = extname(path)
      const projectNo = textOption(run, 'project')
      if (extension !== '.xlsx' && (extension !== '.csv' || projectNo !== undefined)) {
        throw new UsageError(
          run.say('文件名应以 .xlsx 或 .csv 结尾；项目表只有 .xlsx', 'The file must end in .xlsx or .csv; one project’s form in .xlsx'),
        )
      }
      const include = choiceOption(run, 'include', RETURNS_INCLUDED)
      const client = await run.client('statistics_officer')
      const form: (typeof RETURN_FORMS)[number] = extension === '.csv' ? 'flat' : projectNo === undefined ? 'official' : 'project'
      const query = {
        form,
        ...(include === undefined ? {} : { include }),
        ...(projectNo === undefined ? {} : { projectId: await projectNamed(run, client, projectNo) }),
      }
      await save(run, await client('return-file.export', { params, query }), path)
    },
  },
]
