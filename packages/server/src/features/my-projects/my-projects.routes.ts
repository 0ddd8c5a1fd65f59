import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { follow, listUpdates, writeUpdate } from './project-updates.ts'
import { readManagerLoad, readMyProjects } from './read-my-projects.ts'

export const myProjectsHandlers = defineHandlers({
  'my-projects.read': (tx, ctx, { query }) => readMyProjects(tx, ctx, query),
  'my-projects.load': (tx, ctx) => readManagerLoad(tx, ctx),
  'project-update.list': (tx, ctx, { params }) => listUpdates(tx, ctx, params.projectId as Uuid),
  'project-update.write': (tx, ctx, { params, body }) => writeUpdate(tx, ctx, params.projectId as Uuid, body.text),
  'project.follow': (tx, ctx, { params }) => follow(tx, ctx, params.projectId as Uuid, true),
  'project.unfollow': (tx, ctx, { params }) => follow(tx, ctx, params.projectId as Uuid, false),
})
