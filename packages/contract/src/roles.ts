export const ROLES = ['administrator', 'planner', 'viewer', 'auditor'] as const
export type Role = (typeof ROLES)[number]

export const EVERYONE = [...ROLES] as const
export const PLANNERS = ['administrator', 'planner'] as const satisfies readonly Role[]
export const AUDITORS = ['administrator', 'planner', 'auditor'] as const satisfies readonly Role[]
export const ADMINISTRATORS = ['administrator'] as const satisfies readonly Role[]
