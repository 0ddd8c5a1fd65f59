import { parsePower } from '@ballast/domain/computing/capacity.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { parsePpm } from '@ballast/domain/shared/ratio.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { tflopsSecondsOf } from '@ballast/domain/voucher/computing-power.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { amountIn, unitOf } from './amounts.ts'
import { applyForVoucher, listApplications, withdrawApplication } from './apply.ts'
import { grantVoucher, refuseApplication } from './decide-application.ts'
import { expireVouchers } from './expire-vouchers.ts'
import { exportPool } from './export-pool.ts'
import { fundPool } from './fund-pool.ts'
import { setRate, setTerms, showTerms } from './set-terms.ts'
import { showPool } from './show-pool.ts'
import { listVouchers, showVoucher } from './show-vouchers.ts'

export const voucherHandlers = defineHandlers({
  'voucher.pool': (tx, ctx, { params, query }) => showPool(tx, ctx, params.year, query.group),
  'voucher.fund': (tx, ctx, { params, body }) => {
    const unit = unitOf(body.unit)
    return fundPool(tx, ctx, { ...body, year: params.year, unit, amount: amountIn(unit, body.amount) })
  },
  'voucher.export': (database, ctx, { params, query }) =>
    exportPool(database, ctx, { ...query, year: params.year, unit: unitOf(query.unit) }),
  'voucher.terms': (tx, ctx) => showTerms(tx, ctx),
  'voucher.set-terms': (tx, ctx, { body }) =>
    setTerms(tx, ctx, {
      fromOn: body.fromOn as PlainDate,
      redemptionPpm: parsePpm(body.redemptionShare),
      firmCapFen: body.firmCapYuan === null ? null : parseYuan(body.firmCapYuan),
      firmCapTflopsS: body.firmCapTflopsSeconds === null ? null : tflopsSecondsOf(BigInt(body.firmCapTflopsSeconds)),
      validityMonths: body.validityMonths,
      freeEndStates: body.freeEndStates,
      citation: body.citation ?? null,
    }),
  'voucher.set-rate': (tx, ctx, { body }) =>
    setRate(tx, ctx, {
      cardType: body.cardType,
      fromOn: body.fromOn as PlainDate,
      tflops: BigInt(body.tflops),
      fenPerPHour: parseYuan(body.yuanPerPHour),
      others: parsePower(body.others),
      citation: body.citation ?? null,
    }),
  'voucher.list': (tx, ctx, { query }) =>
    listVouchers(tx, ctx, { ...query, unit: query.unit === undefined ? undefined : unitOf(query.unit) }),
  'voucher.show': (tx, ctx, { params }) => showVoucher(tx, ctx, params.voucherId as Uuid),
  'voucher.expire': (tx, ctx) => expireVouchers(tx, ctx),
  'voucher-application.list': (tx, ctx, { query }) => listApplications(tx, ctx, query.state),
  'voucher-application.apply': (tx, ctx, { body }) => {
    const unit = unitOf(body.unit)
    const projectId = (body.projectId ?? null) as Uuid | null
    return applyForVoucher(tx, ctx, { unit, amount: amountIn(unit, body.amount), purpose: body.purpose, projectId })
  },
  'voucher-application.withdraw': (tx, ctx, { params, ifMatch }) =>
    withdrawApplication(tx, ctx, { applicationId: params.applicationId as Uuid, version: ifMatch as bigint }),
  'voucher-application.grant': (tx, ctx, { params, body, ifMatch }) =>
    grantVoucher(tx, ctx, {
      applicationId: params.applicationId as Uuid,
      version: ifMatch as bigint,
      amount: body.amount,
      note: body.note ?? null,
    }),
  'voucher-application.refuse': (tx, ctx, { params, body, ifMatch }) =>
    refuseApplication(tx, ctx, { applicationId: params.applicationId as Uuid, version: ifMatch as bigint, note: body.note }),
})
