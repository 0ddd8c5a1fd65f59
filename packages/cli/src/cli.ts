import { parseArgs } from 'node:util'
import { ProblemError } from '@ballast/contract/client.ts'
import { LOCALES, messageText, type Locale } from '@ballast/contract/messages.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { settingsFrom } from '@ballast/server/settings.ts'
import { EXIT, UsageError, loginOf, parseOptions, wordsOf, type Command, type Run, type Terminal } from './command.ts'
import { connect, type Connection } from './connect.ts'
import { commands } from './commands.ts'
import { commandHelp, overview } from './help.ts'

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
    if (command === undefined) {
      const { text, isAsked } = overview(args, say)
      if (isAsked) terminal.out(text)
      else terminal.err(text)
      return isAsked ? EXIT.ok : EXIT.usage
    }
    const { values, positionals } = parse(command, args, say)
    if (values['help'] === true) {
      terminal.out(commandHelp(command, say))
      return EXIT.ok
    }
    if (typeof values['lang'] === 'string' && !LOCALES.includes(values['lang'] as Locale)) {
      throw new UsageError(say(`--lang 只能是 zh-CN 或 en`, `--lang is zh-CN or en`))
    }
    const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined)
    const [zone, user] = [text('zone'), text('user')]
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
      client: async (role = 'planner') => {
        const login = loginOf(user ?? `role:${role}`, zone)
        connection ??= await connect(settings, { locale, login, say: (zh, en) => terminal.err(say(zh, en)) })
        return connection.client
      },
    }
    return (await command.run(run)) ?? EXIT.ok
  } catch (error) {
    return report(failureOf(error, locale, say), { json: args.includes('--json'), terminal })
  } finally {
    await connection?.close()
  }
}

function findCommand(args: readonly string[]): Command | undefined {
  const words = wordsOf(args)
  return commands.find((command) => command.name === words.slice(0, command.name.split(' ').length).join(' '))
}

function parse(command: Command, args: readonly string[], say: Run['say']) {
  const options = parseOptions(command)
  try {
    return parseArgs({ args: joinValues(args, options), options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(optionFault(error as NodeJS.ErrnoException, options, say))
  }
}

/** What the parser of the runtime says only in English, and at length. */
function optionFault(error: NodeJS.ErrnoException, options: ReturnType<typeof parseOptions>, say: Run['say']): string {
  const name = /'(?:-\w, )?(--?[^'\s]+)/.exec(error.message)?.[1] ?? ''
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const known = Object.keys(options)
      .map((option) => `--${option}`)
      .join(' ')
    return say(`没有选项 ${name}（有：${known}）`, `There is no option ${name} (there are: ${known})`)
  }
  if (options[name.replace(/^--/, '')]?.type === 'string') return say(`${name} 后面缺少值`, `${name} needs a value`)
  return say(`${name} 不带值`, `${name} takes no value`)
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

/** What went wrong, as it is printed: a sentence and its reasons, or the same as JSON. */
interface Failure {
  readonly exit: number
  readonly code: string
  readonly title: string
  readonly reasons: readonly { code: string; at?: string | undefined; message: string }[]
  readonly hint?: string
}

function failureOf(error: unknown, locale: Locale, say: Run['say']): Failure {
  if (error instanceof UsageError) {
    return {
      exit: EXIT.usage,
      code: 'usage',
      title: error.message,
      reasons: [],
      hint: say('用法见 npx ballast --help', 'See npx ballast --help'),
    }
  }
  if (error instanceof Refusal) {
    const reasons = error.reasons
      .filter((reason) => reason.code !== error.code)
      .map(({ code, at, params }) => ({ code, at, message: messageText(locale, code, params) }))
    const title = messageText(locale, error.code, error.reasons[0]?.params)
    return { exit: UNREACHABLE.has(error.code) ? EXIT.unreachable : EXIT.refused, code: error.code, title, reasons }
  }
  if (error instanceof ProblemError) {
    const { code, title, status, requestId } = error.problem
    const reasons = error.problem.reasons.filter((reason) => reason.message !== title)
    const hint = status >= 500 ? { hint: say(`请求编号 ${requestId}`, `request ${requestId}`) } : {}
    return { exit: status === 503 ? EXIT.unreachable : EXIT.refused, code, title, reasons, ...hint }
  }
  if (error instanceof TypeError && error.message === 'fetch failed') {
    return { exit: EXIT.unreachable, code: 'server.no-answer', title: messageText(locale, 'server.no-answer'), reasons: [] }
  }
  // A file that cannot be read or written says enough by its message.
  const isFileError = error instanceof Error && 'syscall' in error
  const title = error instanceof Error ? ((isFileError ? undefined : error.stack) ?? error.message) : String(error)
  return { exit: EXIT.refused, code: isFileError ? 'file' : 'internal', title, reasons: [] }
}

function report({ exit, hint, ...failure }: Failure, { json, terminal }: { json: boolean; terminal: Terminal }): number {
  if (json) terminal.err(JSON.stringify(failure, null, 2))
  else {
    const lines = failure.reasons.map(({ at, message }) => `  ${at === undefined ? '' : `${at} `}${message}`)
    terminal.err([failure.title, ...lines, ...(hint === undefined ? [] : [`  ${hint}`])].join('\n'))
  }
  return exit
}
