import type { NONE } from '@ballast/contract/cockpit.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { countFindings } from './count-findings.ts'
import { readDone } from './read-done.ts'
import { readCockpit } from './read-cockpit.ts'
import { readPlaces } from './read-places.ts'
import { tracePlan } from './trace-plan.ts'

export const cockpitHandlers = defineHandlers({
  'cockpit.read': (tx, ctx, { params, query }) =>
    readCockpit(tx, ctx, { year: params.year, versionId: query.versionId as Uuid | undefined }),
  'cockpit.places': (tx, ctx, { params, query }) =>
    readPlaces(tx, ctx, { year: params.year, versionId: query.versionId as Uuid | undefined }),
  'cockpit.done': (tx, ctx, { params }) => readDone(tx, ctx, params.year),
  'cockpit.check': (tx, ctx, { params, query }) =>
    countFindings(tx, ctx, { year: params.year, versionId: query.versionId as Uuid | undefined }),
  'plan.trace': (tx, ctx, { params, query }) =>
    tracePlan(tx, ctx, {
      ...query,
      year: params.year,
      versionId: query.versionId as Uuid | undefined,
      projectId: query.projectId as Uuid | undefined,
      parcelId: query.parcelId as Uuid | typeof NONE | undefined,
      month: query.month as YearMonth | undefined,
      since: query.since as YearMonth | undefined,
      through: query.through as YearMonth | undefined,
    }),
})
