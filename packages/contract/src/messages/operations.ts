import type { MessageTable } from './message-table.ts'

export const operationsMessages = {
  'settings.invalid': { zh: '设置有误', en: 'A setting is not valid' },
  'settings.port': { zh: 'PORT={value} 不是端口号（0–65535）', en: 'PORT={value} is not a port (0–65535)' },
  'settings.database-url': {
    zh: 'DATABASE_URL 应为 postgres://用户:密码@主机:端口/库名',
    en: 'DATABASE_URL must be postgres://user:password@host:port/database',
  },
  'settings.log': {
    zh: 'BALLAST_LOG={value} 不是日志级别（trace、debug、info、warn、error、silent）',
    en: 'BALLAST_LOG={value} is not a log level (trace, debug, info, warn, error, silent)',
  },
  'settings.evidence-size': {
    zh: 'BALLAST_EVIDENCE_MAX_MB={value} 不是正整数',
    en: 'BALLAST_EVIDENCE_MAX_MB={value} is not a positive whole number',
  },
  'settings.evidence-also': {
    zh: 'BALLAST_EVIDENCE_ALSO 中的 {value} 不在可选格式（{known}）之列',
    en: '{value} in BALLAST_EVIDENCE_ALSO is none of the optional kinds ({known})',
  },
  'settings.evidence-s3': { zh: '使用 S3 存储还缺：{names}', en: 'An S3 store also needs {names}' },
  'settings.evidence-endpoint': {
    zh: 'BALLAST_EVIDENCE_S3_ENDPOINT={value} 不是网址',
    en: 'BALLAST_EVIDENCE_S3_ENDPOINT={value} is not a web address',
  },
  'settings.smtp-missing': { zh: '发送邮件还缺：{missing}', en: 'To send mail, {missing} is needed too' },
  'settings.smtp-url': {
    zh: 'BALLAST_SMTP_URL 应为 smtp://用户:密码@主机:端口 或 smtps://…（密码中的特殊字符须转码）',
    en: 'BALLAST_SMTP_URL has to be smtp://user:password@host:port or smtps://… (special characters of the password encoded)',
  },
  'settings.smtp-from': {
    zh: 'BALLAST_SMTP_FROM={value} 不是发件人（应为 名称 <地址@域名>）',
    en: 'BALLAST_SMTP_FROM={value} is not a sender (name <address@domain>)',
  },
  'settings.tile-url': { zh: 'BALLAST_TILE_URL={value} 不是网址', en: 'BALLAST_TILE_URL={value} is not a web address' },
  'settings.public-url': {
    zh: 'BALLAST_PUBLIC_URL={value} 应为 https://主机[:端口]',
    en: 'BALLAST_PUBLIC_URL={value} must be https://host[:port]',
  },
  'settings.pack': { zh: '数据包目录 {value} 不存在', en: 'There is no zone pack in {value}' },
  'server.data-dir-unusable': { zh: '数据目录 {folder} 无法使用：{detail}', en: 'The data folder {folder} cannot be used: {detail}' },
  'server.address-unusable': { zh: '无法监听 {host}:{port}：{detail}', en: 'Cannot listen on {host}:{port}: {detail}' },
  'database.cannot-open': {
    zh: '无法打开内嵌数据库 {folder}：{detail}',
    en: 'The embedded database in {folder} cannot be opened: {detail}',
  },
  'database.migration-failed': { zh: '迁移 {name} 未能完成：{detail}', en: 'Migration {name} did not complete: {detail}' },
  'database.not-migrated': {
    zh: '数据库结构尚未更新（缺 {names}）：请先运行 ballast db migrate',
    en: 'The schema of the database is not up to date (missing {names}): run ballast db migrate first',
  },
  'copy.target-is-source': { zh: '目标与来源是同一数据库', en: 'The target is the database itself' },
  'copy.nothing-to-copy': { zh: '来源数据库中没有开发区', en: 'The source holds no zone' },
  'copy.zone-not-found': { zh: '来源数据库中没有开发区 {zone}', en: 'The source holds no zone {zone}' },
  'copy.zone-exists': {
    zh: '目标数据库中已有开发区 {zones}，不会覆盖',
    en: 'The target already holds the zone {zones}; nothing is overwritten',
  },
  'copy.shared-differs': {
    zh: '目标数据库的共用表 {table} 与来源内容不同',
    en: 'The shared table {table} of the target differs from the source',
  },
  'copy.schema-differs': {
    zh: '两边的表结构不同（{detail}）：请用同一版本的程序升级后再试',
    en: 'The schemas differ ({detail}): bring both to the same version of the program first',
  },
  'copy.content-differs': {
    zh: '表 {table} 复制后的内容与来源不符（应有 {expected} 行，实有 {actual} 行），已全部撤销',
    en: 'Table {table} does not hold what the source holds ({expected} rows expected, {actual} found); everything was undone',
  },
  'backup.unreadable': { zh: '备份文件无法读取：{detail}', en: 'The backup cannot be read: {detail}' },
  'backup.newer': {
    zh: '备份来自更新版本的程序（{detail}），请先升级',
    en: 'The backup was made by a newer version of the program ({detail}); upgrade first',
  },
  'backup.damaged': { zh: '备份文件不完整或被改动：{detail}', en: 'The backup is damaged or incomplete: {detail}' },
  'backup.key-exists': {
    zh: '备份带有审计密钥，但 {path} 已有另一把密钥',
    en: 'The backup carries an audit key, but {path} holds a different one',
  },
  'backup.file-exists': { zh: '文件 {path} 已存在，不会覆盖', en: 'The file {path} exists and is not overwritten' },
  'distribute.no-citus': {
    zh: '该数据库没有 Citus 扩展：请在 Citus 集群的协调节点上先执行 create extension citus',
    en: 'This database has no Citus extension: on the coordinator of a Citus cluster run create extension citus first',
  },
  'distribute.embedded': {
    zh: '内嵌数据库不能分布：请设置 DATABASE_URL',
    en: 'The embedded database cannot be distributed: set DATABASE_URL',
  },
  'distribute.not-empty': {
    zh: '已有开发区数据：请在装载数据之前分布，再用 ballast restore 或 db copy 装入',
    en: 'The database already holds zones: distribute before loading, then bring them in with ballast restore or db copy',
  },
} satisfies MessageTable
