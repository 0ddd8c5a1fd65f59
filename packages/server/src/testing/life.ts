import { sql } from 'kysely'
import type { Role } from '@ballast/contract/roles.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Context } from '../platform/context.ts'
import type { Database } from '../platform/database.ts'

interface TestCondition {
  readonly code: string
  readonly gate: LifeGate
  readonly owedBy: Role
  readonly kind?: 'permit' | 'document' | 'figure' | 'fact'
  readonly fact?: string
  readonly minimumFen?: bigint
}

/** Gives a zone the project type `plant`, whose gates are those given, and what they need. */
export async function testLife(
  database: Database,
  ctx: Context,
  { gates, conditions }: { gates: readonly LifeGate[]; conditions: readonly TestCondition[] },
): Promise<void> {
  const zone_id = ctx.zone.zoneId
  await database.write(zone_id, async (tx) => {
    await tx
      .insertInto('project_type')
      .values({ zone_id, type_code: 'plant', name_zh: '产业新建', name_en: 'New plant', sort: 1 })
      .execute()
    await tx
      .insertInto('project_type_gate')
      .values(
        gates.map((gate, index) => ({
          zone_id,
          type_code: 'plant',
          gate,
          ordinal: index + 1,
          offset_workdays: index * 20,
          is_blocking: gate !== 'registration',
        })),
      )
      .execute()
    if (conditions.length > 0) {
      await tx
        .insertInto('gate_condition')
        .values(
          conditions.map(({ code, gate, owedBy, kind = 'document', fact = null, minimumFen = null }, index) => ({
            zone_id,
            condition_code: code,
            gate,
            type_codes: sql`array['plant']`,
            kind,
            name_zh: `条件${code}`,
            name_en: `Condition ${code}`,
            owed_by: owedBy,
            fact,
            minimum_fen: minimumFen,
            is_required: true,
            needs_evidence: false,
            sort: index,
            source_kind: 'entered',
          })),
        )
        .execute()
    }
    await tx
      .insertInto('code_item')
      .values({ zone_id, list: 'slip-reason', code: 'weather', name_zh: '天气', name_en: 'Weather', sort: 1 })
      .execute()
    await tx.updateTable('project').set({ type_code: 'plant' }).where('zone_id', '=', zone_id).execute()
  })
}
