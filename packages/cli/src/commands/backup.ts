import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { holdRestored } from '@ballast/server/features/notification/index.ts'
import { backup, readManifest, restore, type BackupManifest } from '@ballast/server/platform/backup.ts'
import { systemClock } from '@ballast/server/platform/clock.ts'
import { openDatabase } from '@ballast/server/platform/open-database.ts'
import { createClient } from '@ballast/contract/client.ts'
import { UsageError, operand, print, type Command, type Run, loginOf } from '../command.ts'
import { openHere, runningServer } from '../connect.ts'

/** Tables whose rows name files of the file store. */
const WITH_FILES: ReadonlySet<string> = new Set(['evidence', 'bulletin_file', 'bulletin_template'])

function drawManifest(run: Run, path: string, manifest: BackupManifest): string {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  const zones = manifest.zones.map((zone) => zone.code).join(', ')
  const files = manifest.tables.reduce((sum, table) => sum + (WITH_FILES.has(table.name) ? table.rows : 0), 0)
  return [
    run.say(
      `${path}：开发区 ${zones}，${manifest.tables.length} 张表 ${rows} 行，${manifest.createdAt}`,
      `${path}: zones ${zones}, ${rows} rows in ${manifest.tables.length} tables, ${manifest.createdAt}`,
    ),
    manifest.auditKeys === undefined
      ? run.say(
          '不含审计密钥：请另行妥善保存数据目录中的 audit.key',
          'Without the audit key: keep audit.key of the data folder in a safe place of its own',
        )
      : run.say('含审计密钥：请严格保管此文件', 'With the audit key: guard this file'),
    ...(files === 0
      ? []
      : [
          run.say(
            `不含佐证材料、月报及模板的 ${files} 个文件：请另行复制文件存储（数据目录中的 evidence/，或 S3 存储桶），恢复后用 ballast evidence verify 核验`,
            `Without ${files} files of evidence, bulletins and templates: copy the file store (evidence/ of the data folder, or the S3 bucket) as well, and run ballast evidence verify after a restore`,
          ),
        ]),
  ].join('\n')
}

/** What goes out as JSON: never the key itself. */
const jsonOf = (path: string, { auditKeys, auditHeads, ...manifest }: BackupManifest) => ({
  path,
  ...manifest,
  auditHeads: auditHeads.length,
  hasAuditKey: auditKeys !== undefined,
})

/** Through the running server: its administrator's backup of one zone. */
async function downloadBackup(run: Run, { url, token }: { url: string; token: string }, path: string): Promise<void> {
  if (existsSync(path)) throw new Refusal('backup.file-exists', [{ code: 'backup.file-exists', params: { path } }])
  if (run.options['with-key'] === true) {
    throw new UsageError(
      run.say(
        '服务器运行时不能带出审计密钥：请另行复制数据目录中的 audit.key',
        'A running server does not give its audit key away: copy audit.key of the data folder yourself',
      ),
    )
  }
  const login = loginOf(run.user ?? 'role:administrator', run.zone)
  const client = createClient({
    baseUrl: url,
    headers: () => ({ 'accept-language': run.locale, 'x-ballast-user': login, authorization: `Bearer ${token}` }),
  })
  const blob = await client('operations.backup', {})
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, blob.stream(), { mode: 0o600 })
}

export const backupCommands: readonly Command[] = [
  {
    name: 'backup',
    operands: 'FILE',
    summary: { zh: '备份到一个文件（服务器运行时也可以）', en: 'back up into one file, also while the server runs' },
    options: { 'with-key': { zh: '连同审计密钥', en: 'together with the audit key' } },
    examples: ['backup /backup/etown-2024-01-15.backup', 'backup --with-key vault/all.backup', 'backup --zone etown etown.backup'],
    run: async (run) => {
      const path = resolve(operand(run, 0, 'FILE'))
      const server = runningServer(run.settings)
      if (server !== undefined) await downloadBackup(run, server, path)
      else {
        const opened = await openHere(run.settings)
        try {
          const keys = run.options['with-key'] === true ? { keys: opened.keys } : {}
          await backup(opened.database, path, { clock: systemClock, heads: opened.heads, zone: run.zone, ...keys })
        } finally {
          await opened.close()
        }
      }
      const manifest = await readManifest(path)
      print(run, jsonOf(path, manifest), () => drawManifest(run, path, manifest))
    },
  },
  {
    name: 'restore',
    operands: 'FILE',
    summary: { zh: '恢复到没有这些开发区的数据库', en: 'restore into a database that holds none of its zones' },
    examples: [
      'restore etown.backup',
      'BALLAST_DATA_DIR=/srv/ballast npx ballast restore etown.backup',
      'DATABASE_URL=postgres://… npx ballast restore etown.backup',
    ],
    run: async (run) => {
      const path = resolve(operand(run, 0, 'FILE'))
      const manifest = await restoreInto(run, path)
      print(
        run,
        jsonOf(path, manifest),
        () => `${drawManifest(run, path, manifest)}\n${run.say('已恢复，内容逐表核对一致', 'Restored; the content of each table agrees')}`,
      )
    },
  },
]

async function restoreInto(run: Run, path: string): Promise<BackupManifest> {
  const database = await openDatabase(run.settings)
  try {
    const manifest = await restore(database, path, { dataDir: run.settings.dataDir, clock: systemClock })
    await holdRestored(
      database,
      manifest.zones.map(({ zoneId }) => zoneId),
    )
    return manifest
  } finally {
    await database.close()
  }
}
