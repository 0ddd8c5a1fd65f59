// A server of ours as its own process, for benches that talk to it over a socket or kill it.
import { spawn } from 'node:child_process'
import { join } from 'node:path'

export interface OwnServer {
  readonly url: string
  /** Resolves once the process has gone. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

/**
 * Starts it on a free port, with no pack and no forecast of its own.
 * @param env where its data are, and what else it is told
 */
export async function startServer(env: Readonly<Record<string, string>> & { readonly BALLAST_DATA_DIR: string }): Promise<OwnServer> {
  const started = spawn(process.execPath, [join(import.meta.dirname, '../packages/server/src/main.ts')], {
    env: { PATH: process.env['PATH'], BALLAST_PACK: 'none', BALLAST_LOG: 'error', BALLAST_FORECAST_AT_START: '0', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    let output = ''
    started.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)
      if (found) resolve(found[0])
    })
    started.once('exit', () => reject(new Error(`the server ended: ${output}`)))
  })
  return {
    url,
    end: async (signal) => {
      const ended = new Promise((resolve) => started.once('exit', resolve))
      started.kill(signal)
      await ended
    },
  }
}
