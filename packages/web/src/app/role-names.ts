import type { Role } from '@ballast/contract/roles.ts'
import { defineTexts, useLanguage, useTexts } from './language.tsx'

const roleTexts = defineTexts(
  {
    administrator: '管理员',
    planner: '计划员',
    service_manager: '服务管家',
    enterprise_reporter: '企业填报人',
    approver: '审批人员',
    land_officer: '土地管理人员',
    finance: '财政人员',
    statistics_officer: '统计人员',
    leader: '领导（只读）',
    auditor: '审计员',
  } satisfies Record<Role, string>,
  {
    administrator: 'administrator',
    planner: 'planner',
    service_manager: 'service manager',
    enterprise_reporter: 'enterprise reporter',
    approver: 'approver',
    land_officer: 'land officer',
    finance: 'finance officer',
    statistics_officer: 'statistics officer',
    leader: 'leader (reads)',
    auditor: 'auditor',
  },
)

export function useRoleName(): (role: Role) => string {
  const t = useTexts(roleTexts)
  return (role) => t(role)
}

/** Roles of one person, as one text. */
export function useRoleNames(): (roles: readonly Role[]) => string {
  const { locale } = useLanguage()
  const name = useRoleName()
  return (roles) => roles.map(name).join(locale === 'en' ? ', ' : '、')
}
