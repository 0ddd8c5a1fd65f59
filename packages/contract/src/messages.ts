import { accountMessages } from './messages/account.ts'
import { actionMessages } from './messages/action.ts'
import { auditMessages } from './messages/audit.ts'
import { backtestMessages } from './messages/backtest.ts'
import { bulletinMessages } from './messages/bulletin.ts'
import { cockpitMessages } from './messages/cockpit.ts'
import { commonMessages } from './messages/common.ts'
import { computeContractMessages } from './messages/compute-contract.ts'
import { computingMessages } from './messages/computing.ts'
import { deputyMessages } from './messages/deputy.ts'
import { evidenceMessages } from './messages/evidence.ts'
import { exchangeMessages } from './messages/exchange.ts'
import { forecastMessages } from './messages/forecast.ts'
import { gateMessages } from './messages/gate.ts'
import { ganttMessages } from './messages/gantt.ts'
import { lightMessages } from './messages/light.ts'
import type { MessageTable } from './messages/message-table.ts'
import { handoverMessages } from './messages/handover.ts'
import { meteringMessages } from './messages/metering.ts'
import { moneyMessages } from './messages/money.ts'
import { notificationMessages } from './messages/notification.ts'
import { oidcMessages } from './messages/oidc.ts'
import { operationsMessages } from './messages/operations.ts'
import { packMessages } from './messages/pack.ts'
import { parcelMessages } from './messages/parcel.ts'
import { planMessages } from './messages/plan.ts'
import { registerMessages } from './messages/register.ts'
import { registrationMessages } from './messages/registration.ts'
import { reportMessages } from './messages/report.ts'
import { scenarioMessages } from './messages/scenario.ts'
import { todayMessages } from './messages/today.ts'
import { tokenMessages } from './messages/token.ts'
import { paidLineMessages } from './messages/paid-line.ts'
import { voucherMessages } from './messages/voucher.ts'
import { visitMessages } from './messages/visit.ts'
import { workTableMessages } from './messages/work-table.ts'

export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** Every code that a refusal or a reason can carry, with its sentence; {name} is filled from the reason's values. */
export const messages: MessageTable = {
  ...commonMessages,
  ...accountMessages,
  ...actionMessages,
  ...auditMessages,
  ...backtestMessages,
  ...bulletinMessages,
  ...cockpitMessages,
  ...computeContractMessages,
  ...computingMessages,
  ...deputyMessages,
  ...evidenceMessages,
  ...exchangeMessages,
  ...forecastMessages,
  ...gateMessages,
  ...handoverMessages,
  ...notificationMessages,
  ...oidcMessages,
  ...ganttMessages,
  ...lightMessages,
  ...operationsMessages,
  ...packMessages,
  ...parcelMessages,
  ...planMessages,
  ...registerMessages,
  ...meteringMessages,
  ...moneyMessages,
  ...registrationMessages,
  ...reportMessages,
  ...scenarioMessages,
  ...todayMessages,
  ...tokenMessages,
  ...paidLineMessages,
  ...voucherMessages,
  ...visitMessages,
  ...workTableMessages,
}

export function messageText(locale: Locale, code: string, params: Readonly<Record<string, string | number>> = {}): string {
  const entry = messages[code]
  if (!entry) return code
  const template = locale === 'en' ? entry.en : entry.zh
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

/** The best of our languages for an Accept-Language header; Chinese when none fits. */
export function negotiateLocale(acceptLanguage: string | undefined): Locale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().split(';')
      const quality = options.map((option) => /^\s*q=([\d.]+)$/.exec(option)?.[1]).find((value) => value !== undefined)
      return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag, quality }) => quality > 0 && /^(zh|en)(-|$)/.test(tag))
    .sort((a, b) => b.quality - a.quality)
  return wanted[0]?.tag.startsWith('en') ? 'en' : 'zh-CN'
}
