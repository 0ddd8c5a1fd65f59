import { accountRoutes } from './account.ts'
import { actionRoutes } from './action.ts'
import { auditRoutes } from './audit.ts'
import { bulletinTemplateRoutes } from './bulletin-template.ts'
import { bulletinRoutes } from './bulletin.ts'
import { cockpitDoneRoutes } from './cockpit-done.ts'
import { cockpitRoutes } from './cockpit.ts'
import { codeListRoutes } from './code-list.ts'
import { deputyRoutes } from './deputy.ts'
import { enterpriseRoutes } from './enterprise.ts'
import { evidenceRoutes } from './evidence.ts'
import { exchangeRoutes } from './exchange.ts'
import { forecastRoutes } from './forecast.ts'
import { handoverRoutes } from './handover.ts'
import { commitmentRoutes } from './commitment.ts'
import { gateRoutes, lifeRoutes } from './gate.ts'
import { gateRuleRoutes } from './gate-rule.ts'
import { notificationRoutes } from './notification.ts'
import { notificationChannelRoutes } from './notification-channel.ts'
import { notificationDeliveryRoutes } from './notification-delivery.ts'
import { oidcRoutes } from './oidc.ts'
import { ganttRoutes } from './gantt.ts'
import { escalationRoutes } from './escalation.ts'
import { lightRoutes } from './light.ts'
import { myProjectsRoutes } from './my-projects.ts'
import { operationsRoutes } from './operations.ts'
import { parcelRoutes } from './parcel.ts'
import { computeCentreRoutes } from './compute-centre.ts'
import { computeContractRoutes } from './compute-contract.ts'
import { computeJobRoutes } from './compute-job.ts'
import { computeCapacityRoutes } from './compute-capacity.ts'
import { computeMemberRoutes } from './compute-member.ts'
import { dispatchRoutes } from './dispatch.ts'
import { periodRoutes } from './period.ts'
import { registrationRoutes } from './registration.ts'
import { reportRoutes } from './report.ts'
import { fundRoutes } from './fund.ts'
import { landPaymentRoutes } from './land-payment.ts'
import { quarterBoardRoutes } from './quarter-board.ts'
import { reconciliationRoutes } from './reconciliation.ts'
import { planEditRoutes } from './plan-edit.ts'
import { planRoutes } from './plan.ts'
import { projectRoutes } from './project.ts'
import { returnFileRoutes } from './return-file.ts'
import { savedViewRoutes } from './saved-view.ts'
import { scenarioRoutes } from './scenario.ts'
import { secondFactorRoutes } from './second-factor.ts'
import { sessionRoutes } from './session.ts'
import { todayRoutes } from './today.ts'
import { tokenRoutes } from './token.ts'
import { redemptionRoutes } from './redemption.ts'
import { computeBillRoutes } from './compute-bill.ts'
import { computingUseRoutes } from './computing-use.ts'
import { meteringRoutes } from './metering.ts'
import { paidLineRoutes } from './paid-line.ts'
import { voucherRoutes } from './voucher.ts'
import { voucherLedgerRoutes } from './voucher-ledger.ts'
import { visitRoutes } from './visit.ts'
import { workTableRoutes } from './work-table.ts'

/** Every route of the product; its key is the action's name in rules and in the audit trail. */
export const routes = {
  ...sessionRoutes,
  ...accountRoutes,
  ...secondFactorRoutes,
  ...tokenRoutes,
  ...deputyRoutes,
  ...handoverRoutes,
  ...todayRoutes,
  ...planRoutes,
  ...planEditRoutes,
  ...cockpitRoutes,
  ...cockpitDoneRoutes,
  ...bulletinRoutes,
  ...bulletinTemplateRoutes,
  ...projectRoutes,
  ...gateRoutes,
  ...lightRoutes,
  ...escalationRoutes,
  ...myProjectsRoutes,
  ...visitRoutes,
  ...notificationRoutes,
  ...notificationChannelRoutes,
  ...notificationDeliveryRoutes,
  ...lifeRoutes,
  ...commitmentRoutes,
  ...gateRuleRoutes,
  ...enterpriseRoutes,
  ...parcelRoutes,
  ...ganttRoutes,
  ...codeListRoutes,
  ...savedViewRoutes,
  ...workTableRoutes,
  ...evidenceRoutes,
  ...exchangeRoutes,
  ...auditRoutes,
  ...operationsRoutes,
  ...periodRoutes,
  ...registrationRoutes,
  ...reportRoutes,
  ...returnFileRoutes,
  ...dispatchRoutes,
  ...quarterBoardRoutes,
  ...reconciliationRoutes,
  ...landPaymentRoutes,
  ...fundRoutes,
  ...voucherRoutes,
  ...voucherLedgerRoutes,
  ...paidLineRoutes,
  ...redemptionRoutes,
  ...computeCentreRoutes,
  ...computeContractRoutes,
  ...computeJobRoutes,
  ...computeCapacityRoutes,
  ...computeMemberRoutes,
  ...meteringRoutes,
  ...computeBillRoutes,
  ...computingUseRoutes,
  ...forecastRoutes,
  ...actionRoutes,
  ...scenarioRoutes,
  ...oidcRoutes,
}

export type Routes = typeof routes
export type RouteId = keyof Routes
export const isAction = (text: string): text is RouteId => Object.hasOwn(routes, text)
