import { parseArgs } from 'node:util'
import { ProblemError } from '@ballast/contract/client.ts'
import { LOCALES, messageText, type Locale } from '@ballast/contract/messages.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { settingsFrom } from '@ballast/server/settings.ts'
import { EXIT, GLOBAL_OPTIONS, UsageError, parseOptions, type Command, type Run, type Terminal } from './command.ts'
import { connect, type Connection } from './connect.ts'
import { commands } from './commands.ts'

/** Codes that mean "not now": the database or its server cannot be had. */
const UNREACHABLE = new Set(['database.folder-locked', 'database.unreachable', 'database.cannot-open', 'server.data-dir-unusable'])

/** Runs one command line. @returns the exit code: 0 done, 1 refused or something found, 2 wrong usage, 3 not reachable */
export async function runCli(args: readonly string[], env: Run['env'], terminal: Terminal): Promise<number> {
  const wanted = /^--lang=(.+)$/.exec(args.find((arg) => arg.startsWith('--lang=')) ?? '')?.[1] ?? args[args.indexOf('--lang') + 1]
  const locale: Locale = args.some((arg) => arg.startsWith('--lang')) && wanted === 'en' ? 'en' : 'zh-CN'
  const say = (zh: string, en: string) => (locale === 'en' ? en : zh)
  let connection: Connection | undefined
  try {
    const command = findCommand(args)
    if (command === undefined) return overview(args, say, terminal)
    const { values, positionals } = parse(command, args)
    if (values['help'] === true) {
      terminal.out(commandHelp(command, say))
      return EXIT.ok
    }
    if (typeof values['lang'] === 'string' && !LOCALES.includes(values['lang'] as Locale)) {
      throw new UsageError(say(`--lang 只能是 zh-CN 或 en`, `--lang is zh-CN or en`))
    }
    const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined)
    const [zone, user] = [text('zone'), text('user')]
    const login = zone === undefined ? user : `${user ?? ''}@${zone}`
    const settings = settingsFrom(env, { isTerminal: terminal.isTerminal })
    const run: Run = {
      env,
      settings,
      terminal,
      locale,
      json: values['json'] === true,
      zone,
      user,
      options: values as Run['options'],
      operands: positionals.slice(command.name.split(' ').length),
      say,
      client: async () => {
        connection ??= await connect(settings, { locale, login, say: (zh, en) => terminal.err(say(zh, en)) })
        return connection.client
      },
    }
    return (await command.run(run)) ?? EXIT.ok
  } catch (error) {
    return report(error, locale, say, terminal)
  } finally {
    await connection?.close()
  }
}

function findCommand(args: readonly string[]): Command | undefined {
  const words = args.filter((arg, index) => !arg.startsWith('-') && !/^--(lang|zone|user)$/.test(args[index - 1] ?? ''))
  return commands.find((command) => command.name === words.slice(0, command.name.split(' ').length).join(' '))
}

function parse(command: Command, args: readonly string[]) {
  try {
    const options = parseOptions(command)
    return parseArgs({ args: joinValues(args, options), options, allowPositionals: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** A value that begins with a dash belongs to the option before it: --sort -planYuan. */
function joinValues(args: readonly string[], options: ReturnType<typeof parseOptions>): string[] {
  const joined: string[] = []
  for (const arg of args) {
    const before = joined.at(-1)
    const takesValue = before !== undefined && before.startsWith('--') && options[before.slice(2)]?.type === 'string'
    if (takesValue && /^-[^-]/.test(arg)) joined[joined.length - 1] = `${before}=${arg}`
    else joined.push(arg)
  }
  return joined
}

function report(error: unknown, locale: Locale, say: Run['say'], terminal: Terminal): number {
  if (error instanceof UsageError) {
    terminal.err(`${error.message}\n${say('用法见', 'See')} ballast --help`)
    return EXIT.usage
  }
  if (error instanceof Refusal) {
    terminal.err(messageText(locale, error.code, error.reasons[0]?.params))
    for (const reason of error.reasons) {
      if (reason.code !== error.code) terminal.err(`  ${reason.at ?? ''} ${messageText(locale, reason.code, reason.params)}`)
    }
    return UNREACHABLE.has(error.code) ? EXIT.unreachable : EXIT.refused
  }
  if (error instanceof ProblemError) {
    terminal.err(error.problem.title)
    for (const reason of error.problem.reasons) {
      if (reason.message !== error.problem.title) terminal.err(`  ${reason.at ?? ''} ${reason.message}`)
    }
    if (error.problem.status >= 500) terminal.err(`  ${say('请求编号', 'request')} ${error.problem.requestId}`)
    return error.problem.status === 503 ? EXIT.unreachable : EXIT.refused
  }
  if (error instanceof TypeError && error.message === 'fetch failed') {
    terminal.err(say('服务器没有应答', 'The server does not answer'))
    return EXIT.unreachable
  }
  // A file that cannot be read or written says enough by its message.
  const isFileError = error instanceof Error && 'syscall' in error
  terminal.err(error instanceof Error ? ((isFileError ? undefined : error.stack) ?? error.message) : String(error))
  return EXIT.refused
}

type Say = Run['say']

function overview(args: readonly string[], say: Say, terminal: Terminal): number {
  const asked = args.length === 0 || args.includes('--help') || args[0] === 'help'
  const width = Math.max(...commands.map((command) => signature(command).length))
  const text = [
    say('压舱石 ballast：开发区年度投资计划', 'ballast: a development zone’s year of investment'),
    '',
    ...commands.map((command) => `  ballast ${signature(command).padEnd(width)}  ${say(command.summary.zh, command.summary.en)}`),
    '',
    say('每条命令：', 'Every command:'),
    ...optionLines(GLOBAL_OPTIONS, say),
    '',
    say(
      '退出码：0 完成 · 1 被拒绝或发现问题 · 2 用法有误 · 3 数据库不可达或被占用',
      'Exit codes: 0 done · 1 refused, or something was found · 2 wrong usage · 3 the database cannot be reached or is taken',
    ),
  ].join('\n')
  if (asked) {
    terminal.out(text)
    return EXIT.ok
  }
  const words = args.filter((arg) => !arg.startsWith('-')).join(' ')
  terminal.err(`${say(`没有命令「${words}」`, `There is no command "${words}"`)}\n\n${text}`)
  return EXIT.usage
}

const signature = (command: Command) => (command.operands === undefined ? command.name : `${command.name} ${command.operands}`)

const optionLines = (options: NonNullable<Command['options']>, say: Say): string[] =>
  Object.entries(options).map(
    ([name, { value, zh, en }]) => `  ${`--${name}${value === undefined ? '' : ` ${value}`}`.padEnd(24)}  ${say(zh, en)}`,
  )

const commandHelp = (command: Command, say: Say): string =>
  [
    `ballast ${signature(command)}`,
    say(command.summary.zh, command.summary.en),
    '',
    ...optionLines({ ...command.options, ...GLOBAL_OPTIONS }, say),
    '',
    say('例：', 'Examples:'),
    ...command.examples.map((example) => `  ballast ${example}`),
  ].join('\n')
