import type { PlanConflict } from '@ballast/contract/plan-edit.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import type { PlanContent } from '@ballast/domain/plan/plan-content.ts'
import type { Conflict } from '@ballast/domain/plan/rebase.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { percentText } from '@ballast/domain/shared/ratio.ts'
import type { ReadTx } from '../../platform/database.ts'
import { parcelNames, projectNumbers } from './plan-content.queries.ts'
import { valueText } from './plan-difference.view.ts'
import { readScopes, targetName, type Names } from './plan-names.ts'

type Drawn = Pick<PlanConflict, 'kind' | 'base' | 'mine' | 'theirs'>
type NameOf = (id: string) => string

const yuanOf = (fen: string): string => formatYuan(BigInt(fen))

/** A share list as people read it: "X23 60 %、走廊 40 %". */
const sharesText =
  (parcelName: NameOf) =>
  (text: string): string =>
    (JSON.parse(text) as { parcelId: string; sharePpm: string }[])
      .map((share) => `${parcelName(share.parcelId)} ${Number(percentText(BigInt(share.sharePpm), 4))} %`)
      .join('、')

/** 其他, of which 用地, in one cell. */
function otherText(text: string): string {
  const [other = '0', land = '0'] = JSON.parse(text) as string[]
  return `${yuanOf(other)}/${yuanOf(land)}`
}

/** The whole of a month's line. */
function lineSum(text: string): string {
  const [construction = '0', installation = '0', equipment = '0', other = '["0"]'] = JSON.parse(text) as string[]
  const [otherFen = '0'] = JSON.parse(other) as string[]
  return formatYuan(BigInt(construction) + BigInt(installation) + BigInt(equipment) + BigInt(otherFen))
}

function targetValue(text: string): string | null {
  const [fen, ppm, count] = (JSON.parse(text) as (string | null)[]).map((item) => (item === null ? null : BigInt(item)))
  return valueText({ valueFen: (fen ?? null) as never, valuePpm: ppm ?? null, valueCount: count ?? null })
}
const unitOf = (text: string | null): Drawn['kind'] => {
  const [fen, ppm] = JSON.parse(text ?? '[]') as (string | null)[]
  return fen ? 'yuan' : ppm ? 'ratio' : 'count'
}

/** The three texts of a conflict as people read them, and what they are. */
function drawConflict({ field, base, mine, theirs }: Conflict, nodeName: NameOf, scopeName: NameOf, parcelName: NameOf): Drawn {
  const as = (kind: Drawn['kind'], read: (text: string) => string | null = (text) => text): Drawn => {
    const drawn = (text: string | null) => (text === null ? null : read(text))
    return { kind, base: drawn(base), mine: drawn(mine), theirs: drawn(theirs) }
  }
  if (field === '*' || field === 'in-use') return as('presence')
  if (field === 'annualFen' || field === 'frameFen' || /\.(construction|installation|equipment)$/.test(field)) return as('yuan', yuanOf)
  if (/^months\..*\.other$/.test(field)) return as('yuan-pair', otherText)
  if (/^months\.[^.]+\.[^.]+$/.test(field)) return as('yuan', lineSum)
  if (field === 'value') return as(unitOf(mine ?? theirs ?? base), targetValue)
  if (field === 'shares') return as('text', sharesText(parcelName))
  if (field === 'nodeId' || field === 'parentId') return as('text', nodeName)
  if (field === 'categoryCode' || field === 'clusterCode') return as('text', scopeName)
  if (field === 'source') return as('text', (text) => (JSON.parse(text) as (string | null)[]).filter((part) => part !== null).join(' '))
  return as(field === 'profile' ? 'profile' : 'text')
}

/** Every place that a share of the conflicts names. */
const placesIn = (conflicts: readonly Conflict[]): Uuid[] => {
  const texts = conflicts.filter(({ field }) => field === 'shares').flatMap(({ base, mine, theirs }) => [base, mine, theirs])
  return [...new Set(texts.flatMap((text) => (JSON.parse(text ?? '[]') as { parcelId: Uuid }[]).map(({ parcelId }) => parcelId)))]
}

/** Conflicts with names instead of ids, in the caller's language. */
export async function nameConflicts(
  tx: ReadTx,
  zoneId: Uuid,
  locale: Locale,
  conflicts: readonly Conflict[],
  contents: readonly PlanContent[],
): Promise<PlanConflict[]> {
  if (conflicts.length === 0) return []
  const inLanguage = (names: Names): string => (locale === 'en' ? names.nameEn : names.nameZh)
  const scopes = await readScopes(tx, zoneId)
  const nodes = new Map(contents.flatMap((content) => content.nodes.map((node) => [node.nodeId as string, inLanguage(node)] as const)))
  const parcels = await parcelNames(tx, zoneId, placesIn(conflicts))
  const idOf = (conflict: Conflict) => conflict.entity.slice(conflict.entity.indexOf(':') + 1)
  const ofKind = (conflict: Conflict, kind: string) => conflict.entity.startsWith(`${kind}:`)
  const projectIds = new Set(conflicts.filter((conflict) => ofKind(conflict, 'project')).map((conflict) => idOf(conflict) as Uuid))
  const projects = await projectNumbers(tx, zoneId, [...projectIds])
  const scopeName = (code: string) => {
    const scope = scopes.find((item) => item.code === code)
    return scope ? inLanguage(scope) : code
  }
  return conflicts.map((conflict) => {
    const id = idOf(conflict)
    const project = projects.get(id as Uuid)
    const named = ofKind(conflict, 'target') ? inLanguage(targetName(scopes, id)) : (nodes.get(id) ?? id)
    return {
      key: conflict.key,
      entity: conflict.entity,
      field: conflict.field,
      name: project ? `${project.projectNo} ${inLanguage({ nameZh: project.nameZh, nameEn: project.nameEn ?? project.nameZh })}` : named,
      ...drawConflict(
        conflict,
        (nodeId) => nodes.get(nodeId) ?? nodeId,
        scopeName,
        (parcelId) => parcels.get(parcelId as Uuid) ?? parcelId,
      ),
    }
  })
}
