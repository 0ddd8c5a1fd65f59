import { Select } from 'antd'
import type { Account } from '@ballast/contract/account.ts'
import { useName } from '../../app/language.tsx'
import { useRoleNames } from '../../app/role-names.ts'

/** Chooses a person by name, login or role; a form gives it its value. */
export function ColleagueSelect({ accounts, ...field }: { accounts: readonly Account[]; id?: string; value?: string }) {
  const name = useName()
  const roleNames = useRoleNames()
  const options = accounts.map((account) => ({
    value: account.userId,
    label: `${name(account)} · ${account.login} · ${roleNames(account.grants.map(({ role }) => role))}`,
  }))
  return <Select {...field} showSearch={{ optionFilterProp: 'label' }} options={options} />
}
