import { EXIT, print, type Command } from '../command.ts'

export const auditCommands: readonly Command[] = [
  {
    name: 'audit verify',
    summary: { zh: '核验审计链：改动、缺失、插入、截断', en: 'verify the audit trail: changed, missing, inserted rows, a cut tail' },
    examples: ['audit verify', 'audit verify --zone etown --json'],
    run: async (run) => {
      const client = await run.client()
      const answer = await client('audit.verify', {})
      print(run, answer, (result) =>
        [
          run.say(
            `开发区 ${result.zone}：已封链 ${result.sealedEntries} 条，待封链 ${result.pendingEntries} 条，链长 ${result.headSeq}，库外留存链首 ${result.headsOutside} 个，用时 ${result.milliseconds} 毫秒`,
            `Zone ${result.zone}: ${result.sealedEntries} sealed, ${result.pendingEntries} pending, chain of ${result.headSeq}, ${result.headsOutside} heads outside, ${result.milliseconds} ms`,
          ),
          result.isClean
            ? run.say('未发现问题', 'Nothing found')
            : run.say(`发现 ${result.findingCount} 处问题：`, `${result.findingCount} findings:`),
          ...result.findings.map((finding) => `  ${finding.message}`),
        ].join('\n'),
      )
      return answer.isClean ? EXIT.ok : EXIT.refused
    },
  },
]
