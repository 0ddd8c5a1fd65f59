import { resolve } from 'node:path'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import { messageText } from '@ballast/contract/messages.ts'
import { checkPack, loadPack } from '@ballast/server/features/pack/index.ts'
import { systemClock } from '@ballast/server/platform/clock.ts'
import { EXIT, operand, print, type Command, type Run } from '../command.ts'
import { openHere } from '../connect.ts'

const problemLine = (run: Run, { code, params, at }: Reason): string => `${at ?? '-'}: ${messageText(run.locale, code, params)}`

export const packCommands: readonly Command[] = [
  {
    name: 'pack check',
    operands: 'DIR',
    summary: { zh: '检查数据包，逐条给出文件与行号', en: 'check a zone pack; every problem with its file and line' },
    examples: ['pack check zones/etown-2024', 'pack check zones/etown-2024 --json'],
    run: async (run) => {
      const dir = resolve(operand(run, 0, 'DIR'))
      const problems = await checkPack(dir)
      const answer = {
        dir,
        isOk: problems.length === 0,
        problems: problems.map(({ code, at, params }) => ({ at, code, message: messageText(run.locale, code, params) })),
      }
      print(run, answer, () =>
        problems.length === 0
          ? run.say(`${dir}：没有问题`, `${dir}: nothing found`)
          : [
              ...problems.map((problem) => problemLine(run, problem)),
              run.say(`${problems.length} 处问题`, `${problems.length} problems`),
            ].join('\n'),
      )
      return problems.length === 0 ? EXIT.ok : EXIT.refused
    },
  },
  {
    name: 'pack load',
    operands: 'DIR',
    summary: { zh: '把数据包装载为一个新开发区', en: 'load a zone pack as a new zone' },
    examples: ['pack load zones/etown-2024', 'DATABASE_URL=postgres://… npx ballast pack load zones/etown-2024'],
    run: async (run) => {
      const dir = resolve(operand(run, 0, 'DIR'))
      const opened = await openHere(run.settings)
      try {
        const loaded = await loadPack(opened.database, { clock: systemClock, auditKey: opened.keys[0] }, dir)
        print(run, loaded, ({ zoneCode }) => run.say(`已装载开发区 ${zoneCode}`, `Loaded the zone ${zoneCode}`))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        run.terminal.err(messageText(run.locale, error.code, error.reasons[0]?.params))
        for (const reason of error.reasons) if (reason.code !== error.code) run.terminal.err(`  ${problemLine(run, reason)}`)
        return EXIT.refused
      } finally {
        await opened.close()
      }
      return EXIT.ok
    },
  },
]
