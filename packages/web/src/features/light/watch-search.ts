import { z } from 'zod'
import { lightColour, lightKind, watchFilter } from '@ballast/contract/light.ts'
import { listOf } from '@ballast/contract/list.ts'
import { STUCK_LISTS } from '@ballast/domain/light/light-rule.ts'

/** The address of the page of lights: tab, filter, order. */
export const lightsSearch = watchFilter.extend({
  tab: z.enum(['lights', ...STUCK_LISTS, 'rules']).default('lights'),
  q: z.coerce.string().max(200).optional(),
  colour: listOf(lightColour).optional(),
  kind: listOf(lightKind).optional(),
  sort: z.string().default(''),
})
export type LightsSearch = z.output<typeof lightsSearch>
export type LightsSearchChange = Partial<z.input<typeof lightsSearch>>

/** What of the address the server selects by. */
export function watchFilterOf({ tab: _tab, sort: _sort, kind: _kind, ...filter }: LightsSearch) {
  return filter
}
