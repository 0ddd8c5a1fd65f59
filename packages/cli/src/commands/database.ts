import { checkDatabase } from '@ballast/server/platform/check-database.ts'
import { copyDatabase } from '@ballast/server/platform/copy-database.ts'
import { distribute } from '@ballast/server/platform/distribute.ts'
import { openUrl } from '@ballast/server/platform/open-database.ts'
import { databasePlace, isPostgresUrl } from '@ballast/server/settings.ts'
import { EXIT, UsageError, print, requiredOption, type Command, type Run } from '../command.ts'
import { openHere, type OpenedFolder } from '../connect.ts'
import { textTable } from '../text-table.ts'

async function withDatabase<T>(run: Run, mayMigrate: boolean, work: (opened: OpenedFolder) => Promise<T>): Promise<T> {
  const opened = await openHere(run.settings, { mayMigrate })
  try {
    return await work(opened)
  } finally {
    await opened.close()
  }
}

const CHECK_NAMES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  version: ['数据库版本', 'version'],
  migrations: ['迁移', 'migrations'],
  'row-level-security': ['行级安全', 'row-level security'],
  'audit-grants': ['审计表权限', 'grants on the audit tables'],
  references: ['引用完整', 'references'],
  'month-sums': ['月度合计', 'sums of months'],
  'share-sums': ['份额合计', 'sums of shares'],
}

export const databaseCommands: readonly Command[] = [
  {
    name: 'db migrate',
    summary: { zh: '更新数据库结构', en: 'bring the schema up to date' },
    examples: ['db migrate', 'DATABASE_URL=postgres://… npx ballast db migrate'],
    run: (run) =>
      withDatabase(run, true, async ({ database }) => {
        print(run, { applied: database.applied }, ({ applied }) =>
          applied.length === 0 ? run.say('已是最新', 'Up to date') : applied.join('\n'),
        )
      }),
  },
  {
    name: 'db check',
    summary: {
      zh: '检查数据库：版本、迁移、行级安全、引用、合计',
      en: 'check the database: version, migrations, row-level security, references, sums',
    },
    examples: ['db check', 'db check --json'],
    run: (run) =>
      withDatabase(run, false, async ({ database }) => {
        const checks = await checkDatabase(database)
        print(run, { isOk: checks.every((check) => check.isOk), checks }, () =>
          checks
            .flatMap(({ check, isOk, looked, findings }) => {
              const [zh = check, en = check] = CHECK_NAMES[check] ?? []
              return [`${isOk ? '✓' : '✗'} ${run.say(zh, en)}  ${looked}`, ...findings.map((finding) => `    ${finding}`)]
            })
            .join('\n'),
        )
        return checks.every((check) => check.isOk) ? EXIT.ok : EXIT.refused
      }),
  },
  {
    name: 'db copy',
    summary: { zh: '把开发区无损复制到 PostgreSQL', en: 'copy zones to a PostgreSQL server without loss' },
    options: { to: { value: 'URL', zh: '目标数据库 postgres://…', en: 'the target, postgres://…' } },
    examples: ['db copy --to postgres://ballast:secret@db.example/ballast', 'db copy --zone etown --to postgres://…'],
    run: (run) => {
      const url = requiredOption(run, 'to')
      if (!isPostgresUrl(url)) throw new UsageError(run.say('--to 应为 postgres://…', '--to must be postgres://…'))
      return withDatabase(run, false, async ({ database }) => {
        const target = await openUrl(url, { mayMigrate: true })
        try {
          const tables = await copyDatabase(database, target, { zone: run.zone })
          print(run, { to: databasePlace(url), tables }, () =>
            [
              textTable(
                [{ title: run.say('表', 'table') }, { title: run.say('行', 'rows'), align: 'right' }],
                tables.filter((table) => table.rows > 0).map((table) => [table.table, String(table.rows)]),
              ),
              run.say(
                `已复制到 ${databasePlace(url)}，行数与内容逐表核对一致。今后以 DATABASE_URL 启动，数据目录中的 audit.key 仍需保留。`,
                `Copied to ${databasePlace(url)}; rows and content of each table agree. From now on start with DATABASE_URL, and keep audit.key in the data folder.`,
              ),
            ].join('\n'),
          )
        } finally {
          await target.close()
        }
      })
    },
  },
  {
    name: 'db distribute',
    summary: { zh: '把空的 Citus 集群布置为分布式结构', en: 'lay the schema out over a fresh Citus cluster' },
    examples: ['DATABASE_URL=postgres://coordinator/ballast npx ballast db distribute'],
    run: (run) =>
      withDatabase(run, true, async ({ database }) => {
        const statements: string[] = []
        await distribute(database, (statement) => {
          statements.push(statement)
          if (!run.json) run.terminal.out(statement)
        })
        if (run.json) print(run, { statements }, () => '')
      }),
  },
]
