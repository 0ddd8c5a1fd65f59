import type { Context } from '../platform/context.ts'
import type { Database } from '../platform/database.ts'

/** Gives a zone the categories, clusters and bureaus that register tests refer to. */
export async function testCodes(database: Database, ctx: Context): Promise<void> {
  const zone_id = ctx.zone.zoneId
  await database.system(async (tx) => {
    await tx
      .insertInto('category')
      .values([
        { zone_id, category_code: 'industry', name_zh: '产业', name_en: 'Industry', is_industry: true, sort: 1 },
        { zone_id, category_code: 'infrastructure', name_zh: '基础设施', name_en: 'Infrastructure', is_industry: false, sort: 2 },
      ])
      .execute()
    await tx
      .insertInto('cluster')
      .values([
        { zone_id, cluster_code: 'it', category_code: 'industry', name_zh: '信息技术', name_en: 'IT', color: '#1', sort: 1 },
        { zone_id, cluster_code: 'bio', category_code: 'industry', name_zh: '生物', name_en: 'Bio', color: '#2', sort: 2 },
      ])
      .execute()
    await tx
      .insertInto('code_item')
      .values([
        { zone_id, list: 'bureau', code: 'edb', name_zh: '经济发展局', name_en: 'Economic Development', sort: 1 },
        { zone_id, list: 'bureau', code: 'cb', name_zh: '建设局', name_en: 'Construction', sort: 2 },
        { zone_id, list: 'region', code: '110115', name_zh: '大兴区', name_en: 'Daxing', sort: 1 },
      ])
      .execute()
    await tx
      .insertInto('custom_field')
      .values([
        {
          zone_id,
          subject_type: 'project',
          field_code: 'level',
          name_zh: '级别',
          name_en: 'Level',
          value_type: 'choice',
          choices: '["A","B"]',
          sort: 1,
        },
        { zone_id, subject_type: 'project', field_code: 'staff', name_zh: '人数', name_en: 'Staff', value_type: 'number', sort: 2 },
      ])
      .execute()
  })
}
