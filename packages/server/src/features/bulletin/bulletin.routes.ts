import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { defineHandlers, type Upload } from '../../platform/handler.ts'
import { bulletinFile } from './bulletin-file.ts'
import { correctBulletin, discardBulletin, draftBulletin, refreshBulletin } from './draft-bulletin.ts'
import { editBlock } from './edit-block.ts'
import { issueBulletin, withdrawBulletin } from './issue-bulletin.ts'
import { listBulletins, showBulletin } from './show-bulletin.ts'
import { downloadTemplate, listTemplates, replaceTemplate, resetTemplate } from './zone-template.ts'

const idOf = ({ bulletinId }: { bulletinId: string }): Uuid => bulletinId as Uuid

export const bulletinHandlers = defineHandlers({
  'bulletin.list': (tx, ctx, { query }) => listBulletins(tx, ctx, query),
  'bulletin.show': (tx, ctx, { params, query }) => showBulletin(tx, ctx, idOf(params), query.language),
  'bulletin.draft': (tx, ctx, { body }) => draftBulletin(tx, ctx, body.month as YearMonth),
  'bulletin.correct': (tx, ctx, { params, body }) => correctBulletin(tx, ctx, idOf(params), body.reason),
  'bulletin.edit-block': (tx, ctx, { params, body, ifMatch }) =>
    editBlock(tx, ctx, 'bulletin.edit-block', { ...params, bulletinId: idOf(params), version: ifMatch as bigint, text: body.text }),
  'bulletin.reset-block': (tx, ctx, { params, ifMatch }) =>
    editBlock(tx, ctx, 'bulletin.reset-block', { ...params, bulletinId: idOf(params), version: ifMatch as bigint, text: null }),
  'bulletin.refresh': (tx, ctx, { params, ifMatch }) => refreshBulletin(tx, ctx, { bulletinId: idOf(params), version: ifMatch as bigint }),
  'bulletin.discard': (tx, ctx, { params, ifMatch }) => discardBulletin(tx, ctx, { bulletinId: idOf(params), version: ifMatch as bigint }),
  'bulletin.issue': (database, ctx, { params, ifMatch }) =>
    issueBulletin(database, ctx, { bulletinId: idOf(params), version: ifMatch as bigint }),
  'bulletin.withdraw': (tx, ctx, { params, body }) => withdrawBulletin(tx, ctx, idOf(params), body.reason),
  'bulletin.file': (database, ctx, { params, query }) => bulletinFile(database, ctx, { ...query, bulletinId: idOf(params) }),
  'bulletin.templates': (tx, ctx) => listTemplates(tx, ctx),
  'bulletin.template': (database, ctx, { params }) => downloadTemplate(database, ctx, params.language),
  'bulletin.replace-template': (database, ctx, { params, upload }) => replaceTemplate(database, ctx, params.language, upload as Upload),
  'bulletin.reset-template': (tx, ctx, { params }) => resetTemplate(tx, ctx, params.language),
})
