import { GATE_NAMES, nameIn } from '@ballast/contract/names.ts'
import { scenarioMessages } from '@ballast/contract/messages/scenario.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import type { WireChange } from '@ballast/contract/scenario.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { chanceWords } from '@ballast/domain/forecast/words.ts'
import { drawWan, drawYi, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { ScenarioOutcome } from '@ballast/forecast/scenario.ts'
import type { Dictionary, Translate } from '../../app/language.tsx'
import type { whatIfTexts } from './what-if.texts.ts'

type Key = typeof whatIfTexts extends Dictionary<infer K> ? K : never
export type Say = Translate<Key>
type NameOf = (projectId: string) => string

export const chanceText = (t: Say, chance: number | null): string =>
  chance === null ? t('chance.none') : t('said', { ...chanceWords(chance) })

export const yearOf = (outcome: ScenarioOutcome) => outcome.horizons.find(({ horizon }) => horizon === 'YE')?.spread ?? outcome.path[11]

/** The change against the base in one sentence. */
export function sentence(t: Say, count: number, base: ScenarioOutcome, outcome: ScenarioOutcome): string {
  if (count === 0) return t('sentence.none')
  const [before, after] = [yearOf(base)?.p50Yuan ?? '0', yearOf(outcome)?.p50Yuan ?? '0']
  const moved = parseYuan(after) - parseYuan(before)
  const [first, second] = [drawYi(parseYuan(before), 1), drawYi(parseYuan(after), 1)]
  const [hope, nowHope] = [chanceText(t, base.reached), chanceText(t, outcome.reached)]
  const chance =
    outcome.reached === null
      ? t('chance.none')
      : hope === nowHope
        ? t('chance.same', { after: nowHope })
        : t('chance.from', { before: hope, after: nowHope })
  const kind = first === second ? 'same' : moved > 0n ? 'more' : 'less'
  return t(`sentence.${kind}`, { count, before: first, after: second, chance })
}

export function sayChange(t: Say, locale: Locale, change: WireChange, nameOf: NameOf): string {
  if (change.kind === 'gate') {
    const gate = nameIn(locale, GATE_NAMES[change.gate])
    return t('says.gate', { project: nameOf(change.projectId), gate, month: change.on.slice(0, 7) })
  }
  if (change.kind === 'months') {
    return t('says.months', { project: nameOf(change.projectId), sum: signed(drawWan(sumFen(change.deltaYuan.map(parseYuan)))) })
  }
  if (change.kind === 'funds') {
    const { month, yuan } = change
    return t('says.funds', {
      month,
      wan: drawWan(parseYuan(yuan)),
      from: nameOf(change.fromProjectId),
      to: nameOf(change.toProjectId),
    })
  }
  if (change.kind === 'drop') {
    return t('says.drop', { project: nameOf(change.projectId) })
  }
  return t('says.add', { project: change.project.name, month: change.project.startOn.slice(0, 7) })
}

export const signed = (text: string): string => (text.startsWith('-') ? text : `+${text}`)

/** Why the engine does not take the changes, in the words of the server. */
export function sayReason(locale: Locale, { code, params }: Reason, nameOf: NameOf): string {
  const message = (scenarioMessages as Readonly<Record<string, { zh: string; en: string }>>)[code]
  if (message === undefined) return code
  return (locale === 'en' ? message.en : message.zh).replaceAll(/\{(\w+)\}/g, (whole, key: string) => {
    const value = params?.[key]
    if (value === undefined) return whole
    if (key === 'project') return nameOf(String(value))
    return key === 'gate' ? nameIn(locale, GATE_NAMES[value as LifeGate]) : String(value)
  })
}
