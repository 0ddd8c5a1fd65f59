import type { ParseArgsOptionsConfig } from 'node:util'
import type { Client } from '@ballast/contract/client.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import type { Role } from '@ballast/contract/roles.ts'
import type { Settings } from '@ballast/server/settings.ts'

/** The way in and out of a command; tests give their own. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly isTerminal: boolean
}

export const EXIT = { ok: 0, refused: 1, usage: 2, unreachable: 3 } as const

/** The command line itself is wrong. */
export class UsageError extends Error {}

/** What a command works with. */
export interface Run {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly settings: Settings
  readonly terminal: Terminal
  readonly locale: Locale
  readonly json: boolean
  readonly zone: string | undefined
  readonly user: string | undefined
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly operands: readonly string[]
  /** The language of the command line: Chinese or English. */
  readonly say: (zh: string, en: string) => string
  /**
   * The typed client: into the running server, or into this process when no server has the folder. It acts as --user, or as the first
   * user with the role (a planner unless another is named): whoever has the machine needs no password.
   */
  readonly client: (role?: Role) => Promise<Client>
}

export interface Command {
  /** As it is typed, e.g. "plan show". */
  readonly name: string
  readonly operands?: string
  readonly summary: { readonly zh: string; readonly en: string }
  readonly options?: Readonly<Record<string, { readonly value?: string; readonly zh: string; readonly en: string }>>
  readonly examples: readonly string[]
  /** @returns the exit code, 0 when nothing is returned */
  readonly run: (run: Run) => Promise<number | void>
}

/** The options of every command. */
export const GLOBAL_OPTIONS: NonNullable<Command['options']> = {
  json: { zh: '输出 JSON（与接口相同）', en: 'print JSON, the same as the API' },
  lang: { value: 'zh-CN|en', zh: '语言', en: 'language' },
  zone: { value: 'CODE', zh: '开发区代码（默认：最先装载的）', en: 'code of the zone (default: the one loaded first)' },
  user: { value: 'LOGIN', zh: '以哪个用户的身份（默认：计划员）', en: 'the user to act as (default: the planner)' },
  help: { zh: '显示说明', en: 'show this help' },
}

/** What of a command line is neither an option nor the value of one that every command has. */
export const wordsOf = (args: readonly string[]): string[] =>
  args.filter((arg, index) => !arg.startsWith('-') && !/^--(lang|zone|user)$/.test(args[index - 1] ?? ''))

export const parseOptions = (command: Command): ParseArgsOptionsConfig =>
  Object.fromEntries(
    Object.entries({ ...GLOBAL_OPTIONS, ...command.options }).map(([name, { value }]) => [
      name,
      { type: value === undefined ? 'boolean' : 'string' } as const,
    ]),
  )

export function textOption(run: Run, name: string): string | undefined {
  const value = run.options[name]
  return typeof value === 'string' ? value : undefined
}

export function operand(run: Run, index: number, name: string): string {
  const value = run.operands[index]
  if (value === undefined) throw new UsageError(run.say(`缺少 ${name}`, `${name} is missing`))
  return value
}

export function requiredOption(run: Run, name: string): string {
  const value = textOption(run, name)
  if (value === undefined) throw new UsageError(run.say(`缺少 --${name}`, `--${name} is missing`))
  return value
}

/** An option that is a whole number within bounds. */
export function wholeOption(run: Run, name: string, { least, most }: { least: number; most: number }, otherwise: number): number {
  const text = textOption(run, name)
  if (text === undefined) return otherwise
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new UsageError(
    run.say(`--${name} ${text} 应为 ${least} 到 ${most} 的整数`, `--${name} ${text} is not a whole number from ${least} to ${most}`),
  )
}

/** --year, or the latest year that has a plan. */
export async function yearOption(run: Run): Promise<number> {
  const text = textOption(run, 'year')
  if (text === undefined) {
    const { zone } = await (await run.client())('session.read', {})
    return zone.planYears.at(-1) ?? Number(zone.businessOn.slice(0, 4))
  }
  if (!/^\d{4}$/.test(text)) throw new UsageError(run.say(`--year ${text} 不是年份`, `--year ${text} is not a year`))
  return Number(text)
}

export const YEAR = { value: 'YYYY', zh: '计划年度（默认：最近有计划的一年）', en: 'year of the plan (default: the latest that has one)' }
export const VERSION = {
  value: 'N|ID',
  zh: '版本号或草案编号（默认：生效版本）',
  en: 'number or id of a version (default: the one in force)',
}

/** Prints JSON when it was asked for; else what `draw` makes of the answer. */
export function print<T>(run: Run, answer: T, draw: (answer: T) => string): void {
  run.terminal.out(run.json ? JSON.stringify(answer, null, 2) : draw(answer))
}

/** Whom a command acts as: a user, or with `role:` the first who has the role; in a zone, or in the one that was loaded first. */
export const loginOf = (who: string, zone: string | undefined): string => (zone === undefined ? who : `${who}@${zone}`)
