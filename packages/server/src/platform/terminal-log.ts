const LEVELS: Readonly<Record<number, string>> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' }

interface LogLine {
  level: number
  time: number
  msg?: string
  reqId?: string
  err?: { message?: string; stack?: string }
}

/** Draws log lines for a person at a terminal: time, level, sentence, request id, and the stack of an error. */
export function terminalLog(print: (line: string) => void): { write(line: string): void } {
  return {
    write: (text) => {
      const line = JSON.parse(text) as LogLine
      const at = new Date(line.time).toISOString().slice(11, 19)
      const request = line.reqId === undefined ? '' : ` [${line.reqId}]`
      print(`${at} ${LEVELS[line.level] ?? line.level} ${line.msg ?? ''}${request}`)
      if (line.err) print(line.err.stack ?? line.err.message ?? '')
    },
  }
}
