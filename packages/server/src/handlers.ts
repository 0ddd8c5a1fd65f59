import { accountHandlers } from './features/account/account.routes.ts'
import { actionHandlers } from './features/action/action.routes.ts'
import { auditHandlers } from './features/audit/audit.routes.ts'
import { bulletinHandlers } from './features/bulletin/bulletin.routes.ts'
import { cockpitHandlers } from './features/cockpit/cockpit.routes.ts'
import { codeListHandlers } from './features/code-list/code-list.routes.ts'
import { computingHandlers } from './features/computing/computing.routes.ts'
import { deputyHandlers } from './features/deputy/deputy.routes.ts'
import { enterpriseHandlers } from './features/enterprise/enterprise.routes.ts'
import { evidenceHandlers } from './features/evidence/evidence.routes.ts'
import { exchangeHandlersOver } from './features/exchange/exchange.routes.ts'
import { escalationHandlers } from './features/escalation/escalation.routes.ts'
import { forecastHandlers } from './features/forecast/forecast.routes.ts'
import { commitmentHandlers, gateRuleHandlers } from './features/gate/gate-rule.routes.ts'
import { gateHandlers } from './features/gate/gate.routes.ts'
import { computingUseHandlers } from './features/computing-use/computing-use.routes.ts'
import { computeBillHandlers } from './features/metering/bill.routes.ts'
import { meteringHandlers } from './features/metering/metering.routes.ts'
import { oidcHandlers } from './features/oidc/oidc.routes.ts'
import { ganttHandlers } from './features/gantt/gantt.routes.ts'
import { handoverHandlers } from './features/handover/handover.routes.ts'
import { lightHandlers } from './features/light/light.routes.ts'
import { myProjectsHandlers } from './features/my-projects/my-projects.routes.ts'
import { notificationHandlers } from './features/notification/notification.routes.ts'
import { operationsHandlers } from './features/operations/operations.routes.ts'
import { parcelHandlers } from './features/parcel/parcel.routes.ts'
import { planHandlers } from './features/plan/plan.routes.ts'
import { planEditHandlers } from './features/plan/plan-edit.routes.ts'
import { projectHandlers } from './features/project/project.routes.ts'
import { dispatchHandlers } from './features/dispatch/dispatch.routes.ts'
import { quarterBoardHandlers } from './features/quarter-board/quarter-board.routes.ts'
import { reconciliationHandlers } from './features/reconciliation/reconciliation.routes.ts'
import { periodHandlers } from './features/report/period.routes.ts'
import { fundHandlers } from './features/fund/fund.routes.ts'
import { landPaymentHandlers } from './features/land-payment/land-payment.routes.ts'
import { registrationHandlers } from './features/registration/registration.routes.ts'
import { reportHandlers } from './features/report/report.routes.ts'
import { returnFileHandlers } from './features/return-file/return-file.routes.ts'
import { savedViewHandlers } from './features/saved-view/saved-view.routes.ts'
import { scenarioHandlers } from './features/scenario/scenario.routes.ts'
import { secondFactorHandlers } from './features/second-factor/second-factor.routes.ts'
import { sessionHandlers } from './features/session/session.routes.ts'
import { todayHandlers } from './features/today/today.routes.ts'
import { tokenHandlers } from './features/token/token.routes.ts'
import { voucherLedgerHandlers } from './features/voucher/ledger.routes.ts'
import { paidLineHandlers } from './features/voucher/paid-line.routes.ts'
import { redemptionHandlers } from './features/voucher/redemption.routes.ts'
import { voucherHandlers } from './features/voucher/voucher.routes.ts'
import { visitHandlers } from './features/visit/visit.routes.ts'
import { workTableHandlers } from './features/work-table/work-table.routes.ts'
import type { Handlers } from './platform/handler.ts'

/** A list asked from inside, with a query that its schema has read. */
const listInput = (query: Record<string, unknown>) => ({
  params: undefined,
  query: query as never,
  body: undefined,
  ifMatch: undefined,
  upload: undefined,
  raw: undefined,
  cookies: { session: undefined, signIn: undefined },
})

/** One handler for every route of the contract; a missing one is a type error. */
export const handlers: Handlers = {
  ...accountHandlers,
  ...actionHandlers,
  ...auditHandlers,
  ...bulletinHandlers,
  ...cockpitHandlers,
  ...codeListHandlers,
  ...computingHandlers,
  ...deputyHandlers,
  ...enterpriseHandlers,
  ...evidenceHandlers,
  ...exchangeHandlersOver({
    projects: (tx, ctx, query) => projectHandlers['project.list'](tx, ctx, listInput(query)),
    enterprises: (tx, ctx, query) => enterpriseHandlers['enterprise.list'](tx, ctx, listInput(query)),
    parcels: (tx, ctx, query) => parcelHandlers['parcel.list'](tx, ctx, listInput(query)),
  }),
  ...forecastHandlers,
  ...scenarioHandlers,
  ...handoverHandlers,
  ...oidcHandlers,
  ...ganttHandlers,
  ...operationsHandlers,
  ...parcelHandlers,
  ...planHandlers,
  ...planEditHandlers,
  ...gateHandlers,
  ...lightHandlers,
  ...escalationHandlers,
  ...myProjectsHandlers,
  ...notificationHandlers,
  ...commitmentHandlers,
  ...gateRuleHandlers,
  ...projectHandlers,
  ...periodHandlers,
  ...registrationHandlers,
  ...landPaymentHandlers,
  ...fundHandlers,
  ...reportHandlers,
  ...returnFileHandlers,
  ...dispatchHandlers,
  ...quarterBoardHandlers,
  ...reconciliationHandlers,
  ...savedViewHandlers,
  ...secondFactorHandlers,
  ...sessionHandlers,
  ...todayHandlers,
  ...tokenHandlers,
  ...voucherHandlers,
  ...voucherLedgerHandlers,
  ...paidLineHandlers,
  ...redemptionHandlers,
  ...meteringHandlers,
  ...computeBillHandlers,
  ...computingUseHandlers,
  ...visitHandlers,
  ...workTableHandlers,
}
