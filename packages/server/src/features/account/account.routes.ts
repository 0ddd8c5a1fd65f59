import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { sessionMoment } from '../session/index.ts'
import { readAccounts } from './account.queries.ts'
import { changePassword, resetAccount } from './change-password.ts'
import { createAccount, editAccount, shownAccount } from './save-account.ts'

export const accountHandlers = defineHandlers({
  'account.list': async (tx, ctx) => ({
    accounts: (await readAccounts(tx, ctx.zone.zoneId, sessionMoment(ctx.clock))).map(shownAccount),
  }),
  'account.create': async (tx, ctx, { body: { login, ...patch } }) => {
    const { userId } = await createAccount(tx, ctx, login, patch)
    const { account, password } = await resetAccount(tx, ctx, userId)
    return { account: shownAccount(account), password }
  },
  'account.edit': async (tx, ctx, { params, body, ifMatch }) =>
    shownAccount(await editAccount(tx, ctx, params.userId as Uuid, ifMatch as bigint, body)),
  'account.reset': async (tx, ctx, { params }) => {
    const { account, password } = await resetAccount(tx, ctx, params.userId as Uuid)
    return { account: shownAccount(account), password }
  },
  'account.change-password': async (tx, ctx, { body }) => {
    await changePassword(tx, ctx, body)
    return {}
  },
})
