// docs/rights.md: who may do what and how far, from the contract's own table. `node tools/rights-table.ts` writes it.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROLES, type Scope } from '../packages/contract/src/roles.ts'
import type { RouteDefinition } from '../packages/contract/src/route.ts'
import { routes } from '../packages/contract/src/routes.ts'

const MARKS: Readonly<Record<Scope, string>> = { zone: '●', bureau: '◐', own_projects: '管', own_enterprise: '企', own: '己' }

/** What an API token of somebody who may do it may. */
function tokenMark({ rights, byToken, method }: RouteDefinition): string {
  if (rights === 'anyone') return '○'
  if (byToken === 'never') return '✕'
  return method === 'GET' && byToken === undefined ? '读' : '名'
}

export function rightsTable(): string {
  const rows = Object.entries<RouteDefinition>(routes).map(([id, route]) => {
    const { rights, summary } = route
    const cells = ROLES.map((role) => (rights === 'anyone' ? '○' : rights[role] === undefined ? '' : MARKS[rights[role]]))
    return `| \`${id}\` | ${summary.zh} · ${summary.en} | ${cells.join(' | ')} | ${tokenMark(route)} |`
  })
  return [
    '# Rights',
    '',
    'Who may do what, and how far. The name of an action is its route, its right and its entry in the audit trail. This page is made from the contract',
    'by `node tools/rights-table.ts`; a test asks every route as every role and compares the answer with it.',
    '',
    '● the whole zone · 管 projects in the service manager’s care · 企 the reporter’s own enterprise · 己 the user’s own account and views · ○ also who is not signed in',
    '',
    'A grant can be held to a bureau (只限本部门): it then reaches the projects of that bureau where an action can be held to a part at all, and nothing that',
    'is about the zone as a whole, as its plan.',
    '',
    'The last column is what an API token of such a user may: 读 every one, as it reads; 名 one that names the action; ✕ none. `session.read` is free for all of them.',
    '',
    `| action | what | ${ROLES.map((role) => role.replace('_', ' ')).join(' | ')} | API token |`,
    `|---|---|${ROLES.map(() => ':-:|').join('')}:-:|`,
    ...rows,
    '',
  ].join('\n')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(join(import.meta.dirname, '../docs/rights.md'), rightsTable())
}
