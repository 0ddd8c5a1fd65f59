import { sql } from 'kysely'
import type { EscalationCase, EscalationStep } from '@ballast/domain/light/escalation.ts'
import type { LightKind } from '@ballast/domain/light/light-rule.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { allOf, isOneOf, isOneOfIds, when } from '../../platform/list-query.ts'
import { newId } from '../../platform/ids.ts'

export interface EscalationRecord extends EscalationCase {
  readonly escalationId: Uuid
  readonly projectId: Uuid
  readonly kind: LightKind
  readonly redSince: PlainDate
  readonly letterYear: number | null
  readonly letterNumber: number | null
  readonly closedOn: PlainDate | null
  readonly version: bigint
}

export interface EscalationFilter {
  readonly isClosed?: boolean
  readonly step?: readonly EscalationStep[] | undefined
  readonly projectIds?: readonly string[] | undefined
  readonly escalationId?: Uuid
}

/** Escalations of whatever projects the transaction shows. */
export async function readEscalations(tx: ReadTx, zoneId: Uuid, filter: EscalationFilter): Promise<EscalationRecord[]> {
  const conditions = allOf([
    when(filter.isClosed, (isClosed) => sql<boolean>`(c.closed_on is not null) = ${isClosed}`),
    isOneOf(sql`c.step`, filter.step),
    isOneOfIds(sql`c.project_id`, filter.projectIds),
    when(filter.escalationId, (id) => sql<boolean>`c.escalation_id = ${id}`),
  ])
  const { rows } = await sql<EscalationRecord>`
    select c.escalation_id as "escalationId", c.project_id as "projectId", c.kind, c.red_since_on as "redSince", c.step, c.step_on as "stepOn",
      c.reply_due_on as "replyDueOn", c.promised_on as "promisedOn", c.letter_year as "letterYear", c.letter_number as "letterNumber",
      c.closed_on as "closedOn", c.version
    from escalation c where c.zone_id = ${zoneId} and ${conditions} order by c.red_since_on, c.escalation_id`.execute(tx)
  return rows
}

export async function insertEscalation(
  tx: WriteTx,
  zoneId: Uuid,
  given: Omit<EscalationRecord, 'escalationId' | 'version'>,
): Promise<Uuid> {
  const escalationId = newId()
  await tx
    .insertInto('escalation')
    .values({
      zone_id: zoneId,
      escalation_id: escalationId,
      project_id: given.projectId,
      kind: given.kind,
      red_since_on: given.redSince,
      ...changing(given),
    })
    .execute()
  return escalationId
}

type Changing = Pick<EscalationRecord, 'step' | 'stepOn' | 'replyDueOn' | 'promisedOn' | 'letterYear' | 'letterNumber' | 'closedOn'>

const changing = (given: Changing) => ({
  step: given.step,
  step_on: given.stepOn,
  reply_due_on: given.replyDueOn,
  promised_on: given.promisedOn,
  letter_year: given.letterYear,
  letter_number: given.letterNumber,
  closed_on: given.closedOn,
})

/** @returns false when somebody was faster */
export async function updateEscalation(tx: WriteTx, zoneId: Uuid, before: EscalationRecord, after: Partial<Changing>): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('escalation')
    .set({ ...changing({ ...before, ...after }), version: before.version + 1n })
    .where('zone_id', '=', zoneId)
    .where('escalation_id', '=', before.escalationId)
    .where('version', '=', before.version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** The last number that a letter of the year has; 0: none has. */
export async function lastLetter(tx: ReadTx, zoneId: Uuid, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(c.letter_number), 0) as last from escalation c where c.zone_id = ${zoneId} and c.letter_year = ${year}`.execute(tx)
  return rows[0]?.last ?? 0
}

export interface EscalationEvent {
  readonly what: EscalationStep | 'reply' | 'closed'
  readonly on: PlainDate
  readonly dueOn: PlainDate | null
  readonly text: string | null
  readonly owedBy: string | null
  readonly owedPerson: string | null
  readonly stakeFen: Fen | null
  readonly by: string
  readonly at: Instant
}

export async function readEvents(tx: ReadTx, zoneId: Uuid, escalationId: Uuid): Promise<(EscalationEvent & { byName: string })[]> {
  const { rows } = await sql<EscalationEvent & { byName: string }>`
    select v.what, v.happened_on as on, v.due_on as "dueOn", v.text, v.owed_by as "owedBy", v.owed_person as "owedPerson", v.stake_fen as "stakeFen",
      v.done_by as by, v.done_by_name as "byName", v.done_at as at
    from escalation_event v where v.zone_id = ${zoneId} and v.escalation_id = ${escalationId} order by v.done_at, v.event_id`.execute(tx)
  return rows
}

export async function insertEvents(
  tx: WriteTx,
  zoneId: Uuid,
  events: readonly (EscalationEvent & { escalationId: Uuid; byName: string })[],
): Promise<void> {
  if (events.length === 0) return
  await tx
    .insertInto('escalation_event')
    .values(
      events.map((event) => ({
        zone_id: zoneId,
        event_id: newId(),
        escalation_id: event.escalationId,
        what: event.what,
        happened_on: event.on,
        due_on: event.dueOn,
        text: event.text,
        owed_by: event.owedBy,
        owed_person: event.owedPerson,
        stake_fen: event.stakeFen,
        done_by: event.by,
        done_by_name: event.byName,
        done_at: event.at,
      })),
    )
    .execute()
}
