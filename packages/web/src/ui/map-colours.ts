import type { ExpressionSpecification } from 'maplibre-gl'
import type { CodeLists } from '@ballast/contract/code-list.ts'
import type { Translate } from '../app/language.tsx'
import type { MapTextKey } from './map.texts.ts'

export const COLOURS_BY = ['cluster', 'status', 'amount', 'perMu'] as const
export type ColourBy = (typeof COLOURS_BY)[number]

/** Without the fact that the colour stands for. */
const PALE = '#dfe5e8'
/** From little to much; six classes, the first without an amount. */
const SCALE = [PALE, '#cfe3e6', '#9ccbd3', '#5aa7b8', '#2a7c96', '#0b4f6c']
/** Statuses of a zone that gives its own list no colours. */
const STATUS_COLOURS = ['#c9b27c', '#d98f4e', '#5a9bc0', '#e0b93b', '#4d9a6a', '#8a7fb0', '#a86a6a', '#7d8a90']
export const CORRIDOR_COLOUR = '#8c5a2b'

export interface LegendItem {
  readonly color: string
  readonly text: string
}

interface Named {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
}

const statusesOf = (lists: CodeLists | undefined) =>
  (lists?.lists['parcel-status'] ?? []).map((status, index) => ({
    ...status,
    color:
      typeof status.attributes['color'] === 'string'
        ? status.attributes['color']
        : (STATUS_COLOURS[index % STATUS_COLOURS.length] as string),
  }))

/** Colour of a parcel from the properties of its tile. */
export function fillColour(by: ColourBy, lists: CodeLists | undefined): ExpressionSpecification | string {
  if (by === 'cluster') return ['case', ['==', ['get', 'color'], ''], PALE, ['to-color', ['get', 'color'], PALE]]
  if (by === 'status') {
    const statuses = statusesOf(lists)
    if (statuses.length === 0) return PALE
    const pairs = statuses.flatMap(({ code, color }) => [code, color])
    return ['match', ['get', 'status'], ...pairs, PALE] as unknown as ExpressionSpecification
  }
  const classes = by === 'amount' ? 'planClass' : 'perMuClass'
  return [
    'match',
    ['get', classes],
    1,
    SCALE[1],
    2,
    SCALE[2],
    3,
    SCALE[3],
    4,
    SCALE[4],
    5,
    SCALE[5],
    PALE,
  ] as unknown as ExpressionSpecification
}

/** What the colours stand for, in words. */
export function legendOf(
  by: ColourBy,
  lists: CodeLists | undefined,
  t: Translate<MapTextKey>,
  name: (thing: Named) => string,
): LegendItem[] {
  if (by === 'cluster') {
    return [...(lists?.clusters ?? []).map((cluster) => ({ color: cluster.color, text: name(cluster) })), { color: PALE, text: t('none') }]
  }
  if (by === 'status')
    return [...statusesOf(lists).map((status) => ({ color: status.color, text: name(status) })), { color: PALE, text: t('none') }]
  const prefix = by === 'amount' ? 'amount' : 'perMu'
  return [
    { color: PALE, text: t('unplanned') },
    ...([1, 2, 3, 4, 5] as const).map((step) => ({ color: SCALE[step] as string, text: t(`${prefix}.${step}`) })),
  ]
}
