import type { z } from 'zod'
import type { registrationRoutes } from '@ballast/contract/registration.ts'
import type { Declared } from '@ballast/domain/registration/checks.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { parseYuan, type Fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { acceptPack, recallPack, registerProject, returnPack, savePack, submitPack } from './change-pack.ts'
import { listRegistrations } from './list-registrations.ts'
import { showRegistration } from './show-registration.ts'

type Stated = z.output<(typeof registrationRoutes)['registration.save']['body']>['declared']

function declaredFrom({ contractYuan, totalYuan, startOn, completionOn, ...texts }: Stated): Declared {
  const amount = (yuan: string | null): Fen | null => (yuan === null ? null : parseYuan(yuan))
  return {
    ...texts,
    contractFen: amount(contractYuan),
    totalFen: amount(totalYuan),
    startOn: startOn as PlainDate | null,
    completionOn: completionOn as PlainDate | null,
  }
}

interface StepRequest {
  readonly params: { readonly projectId: string }
  readonly ifMatch: bigint | undefined
}
const packOf = ({ params, ifMatch }: StepRequest) => ({ projectId: params.projectId as Uuid, ifMatch: ifMatch as bigint })

export const registrationHandlers = defineHandlers({
  'registration.list': (tx, ctx, { query }) => listRegistrations(tx, ctx, query),
  'registration.show': (tx, ctx, { params }) => showRegistration(tx, ctx, params.projectId as Uuid),
  'registration.save': (tx, ctx, request) =>
    savePack(tx, ctx, {
      ...packOf(request),
      declared: declaredFrom(request.body.declared),
      explanations: request.body.explanations,
      note: request.body.note ?? null,
    }),
  'registration.submit': (tx, ctx, request) => submitPack(tx, ctx, packOf(request)),
  'registration.recall': (tx, ctx, request) => recallPack(tx, ctx, packOf(request)),
  'registration.return': (tx, ctx, request) =>
    returnPack(tx, ctx, {
      ...packOf(request),
      note: request.body.note,
      items: request.body.items.map(({ note, ...item }) => ({ ...item, note: note ?? null })),
    }),
  'registration.accept': (tx, ctx, request) => acceptPack(tx, ctx, packOf(request)),
  'registration.register': (tx, ctx, request) =>
    registerProject(tx, ctx, {
      ...packOf(request),
      on: request.body.on as PlainDate,
      libraryNo: request.body.libraryNo,
      note: request.body.note ?? null,
    }),
})
