import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { Choice } from './cell-codec.ts'

/** What the zone calls its categories, clusters, codes and own fields; with it the sheets speak the zone's words. */
export interface Vocabulary {
  /** By list: 'category', 'cluster', 'bureau', 'land_use' … */
  readonly lists: Readonly<Record<string, readonly Choice[]>>
  readonly customFields: readonly {
    readonly subject: 'project' | 'enterprise' | 'parcel'
    readonly code: string
    readonly zh: string
    readonly en: string
    readonly type: string
    readonly choices: readonly string[]
  }[]
  /** Of the plan version that is read or written; null for registers. */
  readonly year: number | null
  /** Of the period whose returns are read or written. */
  readonly month?: YearMonth
}

const choice = (code: string, zh: string, en: string): Choice => ({ code, zh, en })

export const SOURCE_KINDS = [
  choice('public', '公开', 'Public'),
  choice('simulated', '模拟', 'Simulated'),
  choice('entered', '录入', 'Entered'),
]
export const YES_NO = [choice('yes', '是', 'Yes'), choice('no', '否', 'No')]
export const NATURES = [
  choice('new', '新建', 'New'),
  choice('expansion', '扩建', 'Expansion'),
  choice('renewal', '改建和技术改造', 'Renewal'),
]
export const PLACE_KINDS = [choice('parcel', '地块', 'Parcel'), choice('corridor', '线性走廊', 'Corridor')]
export const PROFILE_NAMES = [
  choice('even', '均衡', 'Even'),
  choice('front_loaded', '前置', 'Front-loaded'),
  choice('s_curve', 'S 曲线', 'S-curve'),
  choice('custom', '自定义', 'Custom'),
]
export const SHARE_METHOD_NAMES = [
  choice('area', '按用地面积', 'By area'),
  choice('floor_area', '按建筑面积', 'By floor area'),
  choice('by_hand', '手工', 'By hand'),
]
export const SCOPE_NAMES = [choice('zone', '全区', 'Zone'), choice('category', '类别', 'Category'), choice('cluster', '集群', 'Cluster')]
export const COMPARATOR_NAMES = [
  choice('at_least', '不低于', 'At least'),
  choice('at_most', '不高于', 'At most'),
  choice('equal', '等于', 'Equal'),
]
