export const ROLES = [
  'administrator',
  'planner',
  'service_manager',
  'enterprise_reporter',
  'approver',
  'land_officer',
  'finance',
  'statistics_officer',
  'leader',
  'auditor',
  'computing_operator',
] as const
export type Role = (typeof ROLES)[number]

/**
 * How far a right reaches: the whole zone, the projects of the user's bureau, the projects in his care, what belongs to his
 * enterprise, or his own account and views alone.
 */
export const SCOPES = ['zone', 'bureau', 'own_projects', 'own_enterprise', 'own'] as const
export type Scope = (typeof SCOPES)[number]

/** Who may do an action, and how far. A role that is missing may not. */
export type Rights = Readonly<Partial<Record<Role, Scope>>>

const throughoutTheZone = (roles: readonly Role[]): Rights => Object.fromEntries(roles.map((role) => [role, 'zone' as const]))

const OUTSIDE_THE_OFFICE: ReadonlySet<Role> = new Set(['enterprise_reporter', 'service_manager', 'computing_operator'])
/** The zone's figures as a whole: for the office, not for whoever has only some projects, one enterprise or a computing centre. */
export const OFFICE = throughoutTheZone(ROLES.filter((role) => !OUTSIDE_THE_OFFICE.has(role)))
/** What a signed-in person needs whatever the work: the session, names of codes, saved views. */
export const SIGNED_IN: Rights = { ...OFFICE, service_manager: 'own', enterprise_reporter: 'own', computing_operator: 'own' }
/** Registers: the office sees all, a service manager the projects in his care, an enterprise its own. */
export const READERS: Rights = { ...OFFICE, service_manager: 'own_projects', enterprise_reporter: 'own_enterprise' }
/** What goes on between the office and whoever looks after a project; not for the enterprise. */
export const WATCHERS: Rights = { ...OFFICE, service_manager: 'own_projects' }
export const PLANNERS = throughoutTheZone(['administrator', 'planner'])
export const AUDITORS = throughoutTheZone(['administrator', 'planner', 'auditor'])
export const ADMINISTRATORS = throughoutTheZone(['administrator'])

/** How far one grant of a role lets an action reach; undefined: not at all. */
export function scopeOfGrant(rights: Rights, { role, bureauOnly }: { role: Role; bureauOnly: boolean }): Scope | undefined {
  const scope = rights[role]
  if (scope !== 'zone' || !bureauOnly) return scope
  // What is about the zone as a whole, as its plan, cannot be done for a part of it: its sums would be other sums.
  return Object.values(rights).some((other) => other !== 'zone') ? 'bureau' : undefined
}
