import { indicatorOf } from '@ballast/domain/plan/indicator.ts'
import { periodName } from '@ballast/domain/plan/period.ts'
import type { ScopeKind } from '@ballast/domain/plan/plan-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx } from '../../platform/database.ts'
import { readCategories, readClusters } from './plan-content.queries.ts'

export interface Names {
  readonly nameZh: string
  readonly nameEn: string
}

interface Scope extends Names {
  readonly kind: ScopeKind
  readonly code: string
}

/** What a target can be about: the zone, its categories, its clusters. */
export async function readScopes(tx: ReadTx, zoneId: Uuid): Promise<Scope[]> {
  return [
    { kind: 'zone', code: '', nameZh: '全区', nameEn: 'Whole zone' },
    ...(await readCategories(tx, zoneId)).map(({ code, nameZh, nameEn }) => ({ kind: 'category' as const, code, nameZh, nameEn })),
    ...(await readClusters(tx, zoneId)).map(({ code, nameZh, nameEn }) => ({ kind: 'cluster' as const, code, nameZh, nameEn })),
  ]
}

/** What people call a target, from its key: "开工项目数 · 1 季度"; the zone goes without saying. */
export function targetName(scopes: readonly Scope[], key: string): Names {
  const [indicatorId = '', scopeText = '', period = ''] = key.split('/')
  const indicator = indicatorOf(indicatorId)
  const scope = scopes.find((item) => `${item.kind}:${item.code}` === scopeText)
  const name = (pick: (names: Names) => string): string =>
    [
      indicator ? pick(indicator) : indicatorId,
      ...(scopeText === 'zone' ? [] : [scope ? pick(scope) : scopeText]),
      pick(periodName(period)),
    ].join(' · ')
  return { nameZh: name((names) => names.nameZh), nameEn: name((names) => names.nameEn) }
}
