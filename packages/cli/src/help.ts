import { GLOBAL_OPTIONS, wordsOf, type Command, type Run } from './command.ts'
import { commands } from './commands.ts'
import { textWidth } from './text-table.ts'

type Say = Run['say']

const signature = (command: Command) => (command.operands === undefined ? command.name : `${command.name} ${command.operands}`)
const padded = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - textWidth(text)))

const optionLines = (options: NonNullable<Command['options']>, say: Say): string[] =>
  Object.entries(options).map(
    ([name, { value, zh, en }]) => `  ${padded(`--${name}${value === undefined ? '' : ` ${value}`}`, 24)}  ${say(zh, en)}`,
  )

/** As a person types it in the clone; settings stand before the command. */
const exampleLine = (example: string): string => (/^[A-Z_]+=/.test(example) ? example : `npx ballast ${example}`)

const commandLines = (listed: readonly Command[], say: Say): string[] => {
  const width = Math.max(...listed.map((command) => signature(command).length))
  return listed.map((command) => `  ballast ${padded(signature(command), width)}  ${say(command.summary.zh, command.summary.en)}`)
}

export const commandHelp = (command: Command, say: Say): string =>
  [
    `ballast ${signature(command)}`,
    say(command.summary.zh, command.summary.en),
    '',
    ...optionLines({ ...command.options, ...GLOBAL_OPTIONS }, say),
    '',
    say('例：', 'Examples:'),
    ...command.examples.map((example) => `  ${exampleLine(example)}`),
  ].join('\n')

/** Every command, or those of a group that was begun ("plan"). */
export function overview(args: readonly string[], say: Say): { text: string; isAsked: boolean } {
  const words = wordsOf(args).filter((word) => word !== 'help')
  const group = commands.filter((command) => command.name.startsWith(`${words[0]} `))
  const isAsked = args.includes('--help') || args[0] === 'help' || args.length === 0
  if (group.length > 0) {
    const missing = words.length > 1 && !isAsked ? [unknownLine(words, say), ''] : []
    const lines = [
      ...missing,
      ...commandLines(group, say),
      '',
      say('选项与例见 npx ballast 命令 --help', 'Options and examples: npx ballast COMMAND --help'),
    ]
    return { text: lines.join('\n'), isAsked }
  }
  const lines = [
    ...(isAsked || words.length === 0 ? [] : [unknownLine(words, say), '']),
    say('压舱石 ballast：开发区年度投资计划', 'ballast: a development zone’s year of investment'),
    '',
    ...commandLines(commands, say),
    '',
    say('每条命令：', 'Every command:'),
    ...optionLines(GLOBAL_OPTIONS, say),
    '',
    say(
      '退出码：0 完成 · 1 被拒绝或发现问题 · 2 用法有误 · 3 数据库不可达或被占用',
      'Exit codes: 0 done · 1 refused, or something was found · 2 wrong usage · 3 the database cannot be reached or is taken',
    ),
    say('带 --json 时，出错的原因也以 JSON 写到标准错误', 'With --json the reason of a failure is JSON too, on standard error'),
    say('选项与例见 npx ballast 命令 --help', 'Options and examples: npx ballast COMMAND --help'),
  ]
  return { text: lines.join('\n'), isAsked: isAsked && words.length === 0 }
}

const unknownLine = (words: readonly string[], say: Say): string =>
  say(`没有命令「${words.join(' ')}」`, `There is no command "${words.join(' ')}"`)
