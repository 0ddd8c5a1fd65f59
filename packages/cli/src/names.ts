import type { CodeLists } from '@ballast/contract/code-list.ts'
import { GATE_NAMES, nameIn as nameInLocale } from '@ballast/contract/names.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Run } from './command.ts'

type Pair = readonly [zh: string, en: string]

const SOURCES: Readonly<Record<string, Pair>> = {
  public: ['公开', 'public'],
  simulated: ['模拟', 'simulated'],
  entered: ['录入', 'entered'],
}

const nameIn = (run: Run, names: Readonly<Record<string, Pair>>, code: string): string => {
  const [zh = code, en = code] = names[code] ?? []
  return run.say(zh, en)
}
export const sourceName = (run: Run, kind: string | null): string => (kind === null ? '—' : nameIn(run, SOURCES, kind))
export const gateName = (run: Run, gate: LifeGate): string => nameInLocale(run.locale, GATE_NAMES[gate])

export const nameOf = (run: Run, thing: { nameZh: string; nameEn: string | null }): string =>
  run.locale === 'en' ? (thing.nameEn ?? thing.nameZh) : thing.nameZh

/** The name that a zone's list gives a code. */
export function codeName(
  run: Run,
  list: CodeLists['lists'][string] | CodeLists['categories'] | CodeLists['clusters'] | undefined,
  code: string | null,
): string {
  if (code === null) return '—'
  const item = list?.find((candidate) => candidate.code === code)
  return item === undefined ? code : nameOf(run, item)
}
