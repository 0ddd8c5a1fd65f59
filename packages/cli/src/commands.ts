import type { Command } from './command.ts'
import { auditCommands } from './commands/audit.ts'
import { backtestCommands } from './commands/backtest.ts'
import { backupCommands } from './commands/backup.ts'
import { bulletinCommands } from './commands/bulletin.ts'
import { computeCommands } from './commands/compute.ts'
import { computeBooksCommands } from './commands/compute-books.ts'
import { databaseCommands } from './commands/database.ts'
import { evidenceCommands } from './commands/evidence.ts'
import { escalateCommands } from './commands/escalate.ts'
import { exchangeCommands } from './commands/exchange.ts'
import { forecastActionCommand } from './commands/forecast-actions.ts'
import { forecastCommands } from './commands/forecast.ts'
import { notifyCommands } from './commands/notify.ts'
import { packCommands } from './commands/pack.ts'
import { planCommands } from './commands/plan.ts'
import { projectCommands } from './commands/project.ts'
import { reportCommands } from './commands/report.ts'
import { serveCommands } from './commands/serve.ts'
import { traceCommands } from './commands/trace.ts'
import { userCommands } from './commands/user.ts'
import { voucherCommands } from './commands/voucher.ts'

/** In the order in which the help lists them. */
export const commands: readonly Command[] = [
  ...serveCommands,
  ...planCommands,
  ...traceCommands,
  ...projectCommands,
  ...escalateCommands,
  ...notifyCommands,
  ...bulletinCommands,
  ...reportCommands,
  ...forecastCommands,
  forecastActionCommand,
  ...backtestCommands,
  ...voucherCommands,
  ...computeCommands,
  ...computeBooksCommands,
  ...exchangeCommands,
  ...packCommands,
  ...databaseCommands,
  ...userCommands,
  ...auditCommands,
  ...evidenceCommands,
  ...backupCommands,
]
