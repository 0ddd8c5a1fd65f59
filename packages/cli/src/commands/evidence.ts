import { EXIT, print, type Command } from '../command.ts'

const MEGABYTE = 1024 ** 2

export const evidenceCommands: readonly Command[] = [
  {
    name: 'evidence verify',
    summary: {
      zh: '核验佐证与月报文件：缺失、被改动、无主',
      en: 'hash every file of evidence and bulletins anew: missing, changed, orphaned files',
    },
    examples: ['evidence verify', 'evidence verify --zone etown --json'],
    run: async (run) => {
      const client = await run.client()
      const answer = await client('evidence.verify', {})
      print(run, answer, (result) =>
        [
          run.say(
            `开发区 ${result.zone}：佐证材料与月报 ${result.rows} 份，文件 ${result.files} 个，${Math.ceil(result.bytes / MEGABYTE)} MB，存于 ${result.store}，用时 ${result.milliseconds} 毫秒`,
            `Zone ${result.zone}: ${result.rows} pieces of evidence and files of bulletins, ${result.files} files, ${Math.ceil(result.bytes / MEGABYTE)} MB in ${result.store}, ${result.milliseconds} ms`,
          ),
          result.isClean
            ? run.say('未发现问题', 'Nothing found')
            : run.say(`发现 ${result.findings.length} 处问题：`, `${result.findings.length} findings:`),
          ...result.findings.map((finding) => `  ${finding.message}`),
        ].join('\n'),
      )
      return answer.isClean ? EXIT.ok : EXIT.refused
    },
  },
]
