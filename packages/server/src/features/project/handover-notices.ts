import { createHash } from 'node:crypto'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import { actorName, type Notice } from '../notification/index.ts'
import type { PreparedProject } from './prepare-projects.ts'

const NAMED = 3

/** Names in one language, the first few of many. */
function namesIn(projects: readonly PreparedProject[], nameOf: (project: PreparedProject) => string, [comma, more]: [string, string]) {
  const names = projects.slice(0, NAMED).map(nameOf).join(comma)
  return projects.length > NAMED ? `${names}${more}` : names
}

/**
 * What a service manager is told when projects that were there before come into his care: one sentence a save, however many they are.
 * A project that is entered with its manager is no news of this kind.
 */
export function handoverNotices(ctx: Context, written: readonly PreparedProject[], versions: ReadonlyMap<Uuid, bigint>): Notice[] {
  const moved = written.filter(
    ({ before, after }) => before !== undefined && after.serviceManager !== null && before.facts.serviceManager !== after.serviceManager,
  )
  return [...Map.groupBy(moved, ({ after }) => after.serviceManager as string)].map(([manager, projects]): Notice => {
    const only = projects.length === 1 ? projects[0]?.projectId : undefined
    const identity = projects.map(({ projectId }) => `${projectId}:${versions.get(projectId)}`).toSorted()
    return {
      kind: 'project-handed-over',
      key: `handed-over:${createHash('sha256').update(identity.join()).digest('hex')}`,
      subject: { type: 'project', id: projects[0]?.projectId as string },
      projectId: only ?? null,
      link: only === undefined ? '/my-projects' : `/projects/${only}`,
      params: {
        by: actorName(ctx.user),
        count: projects.length,
        names: {
          zh: namesIn(projects, ({ after }) => after.nameZh, ['、', '等']),
          en: namesIn(projects, ({ after }) => after.nameEn ?? after.nameZh, [', ', ' …']),
        },
      },
      to: { roles: [{ role: 'service_manager', named: manager }] },
    }
  })
}
