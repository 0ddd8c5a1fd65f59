import { runServer } from '@ballast/server/run-server.ts'
import type { Command } from '../command.ts'

export const serveCommands: readonly Command[] = [
  {
    name: 'serve',
    summary: { zh: '启动服务器（不重新构建网页）', en: 'start the server, without building the web app' },
    examples: ['serve', 'PORT=9000 npx ballast serve', 'DATABASE_URL=postgres://ballast@db.example/ballast npx ballast serve'],
    run: ({ env, terminal }) => runServer(env, { isTerminal: terminal.isTerminal }),
  },
]
