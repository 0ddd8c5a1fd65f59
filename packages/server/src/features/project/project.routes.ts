import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { historyOf } from '../../platform/history.ts'
import { createProject } from './create-project.ts'
import { deleteProject } from './delete-project.ts'
import { editProject } from './edit-project.ts'
import { listProjects } from './list-projects.ts'
import { saveManyProjects } from './save-many-projects.ts'
import { showProject } from './show-project.ts'

export const projectHandlers = defineHandlers({
  'project.list': (tx, ctx, { query }) => listProjects(tx, ctx, query),
  'project.show': (tx, ctx, { params }) => showProject(tx, ctx, params.projectId as Uuid),
  'project.history': (tx, ctx, { params, query }) =>
    historyOf(tx, ctx.zone.zoneId, { type: 'project', id: params.projectId as Uuid }, query),
  'project.create': (tx, ctx, { body }) => createProject(tx, ctx, body),
  'project.edit': (tx, ctx, { params, body, ifMatch }) =>
    editProject(tx, ctx, { projectId: params.projectId as Uuid, version: ifMatch as bigint, changes: body }),
  'project.delete': (tx, ctx, { params, ifMatch }) => deleteProject(tx, ctx, params.projectId as Uuid, ifMatch as bigint),
  'project.save-many': (tx, ctx, { body }) => saveManyProjects(tx, ctx, body.rows, { dryRun: body.dryRun }),
})
