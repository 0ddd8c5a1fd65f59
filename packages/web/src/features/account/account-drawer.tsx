import { Button, Checkbox, Drawer, Form, Input, Select, Switch } from 'antd'
import type { Account } from '@ballast/contract/account.ts'
import { ROLES, type Role } from '@ballast/contract/roles.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useRoleName } from '../../app/role-names.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { AccountTokens } from './account-tokens.tsx'
import { accountTexts } from './account.texts.ts'
import { useHandOver } from './hand-over.tsx'

interface Typed {
  login: string
  nameZh: string
  nameEn: string
  email?: string
  bureauCode?: string
  enterprise?: string
  roles: Role[]
  bureauOnly: Role[]
  isActive: boolean
}

/** What the form calls the fields that a reason may name. */
const FIELDS = {
  login: 'login',
  nameZh: 'nameZh',
  nameEn: 'nameEn',
  email: 'email',
  bureauCode: 'bureau',
  enterprise: 'enterprise',
  grants: 'roles',
} as const

const orNull = (text: string | undefined): string | null => (text === undefined || text.trim() === '' ? null : text.trim())

function patchOf({ login: _login, roles, bureauOnly, ...typed }: Typed) {
  return {
    nameZh: typed.nameZh.trim(),
    nameEn: typed.nameEn.trim(),
    email: orNull(typed.email),
    bureauCode: orNull(typed.bureauCode),
    enterprise: orNull(typed.enterprise),
    isActive: typed.isActive,
    grants: roles.map((role) => ({ role, bureauOnly: bureauOnly.includes(role) })),
  }
}

/** Creates an account, or edits one. */
export function AccountDrawer({ account, onClose }: { account: Account | undefined; onClose: () => void }) {
  const t = useTexts(accountTexts)
  const name = useName()
  const roleName = useRoleName()
  const handOver = useHandOver()
  const [form] = Form.useForm<Typed>()
  const roles = Form.useWatch('roles', form) ?? []
  const codes = useRoute('code-list.read', {})
  const create = useAction('account.create', ['account.'])
  const edit = useAction('account.edit', ['account.'])
  const save = (typed: Typed) => {
    const patch = patchOf(typed)
    if (account === undefined) {
      create.mutate(
        { body: { login: typed.login.trim(), ...patch } },
        {
          onSuccess: (made) => {
            onClose()
            handOver(made)
          },
        },
      )
    } else edit.mutate({ params: { userId: account.userId }, body: patch, ifMatch: account.version }, { onSuccess: onClose })
  }
  const error = create.error ?? edit.error
  const initial: Partial<Typed> = account
    ? {
        login: account.login,
        nameZh: account.nameZh,
        nameEn: account.nameEn,
        ...(account.email === null ? {} : { email: account.email }),
        ...(account.bureauCode === null ? {} : { bureauCode: account.bureauCode }),
        ...(account.enterprise === null ? {} : { enterprise: account.enterprise.nameZh }),
        roles: account.grants.map((grant) => grant.role),
        bureauOnly: account.grants.filter((grant) => grant.bureauOnly).map((grant) => grant.role),
        isActive: account.isActive,
      }
    : { roles: [], bureauOnly: [], isActive: true }
  return (
    <Drawer
      open
      title={t(account === undefined ? 'create' : 'edit')}
      size={480}
      onClose={onClose}
      footer={
        <Button type="primary" loading={create.isPending || edit.isPending} onClick={() => form.submit()}>
          {t(account === undefined ? 'create' : 'save')}
        </Button>
      }
    >
      {error ? <ProblemAlert error={error} labelOf={(at) => (at in FIELDS ? t(FIELDS[at as keyof typeof FIELDS]) : undefined)} /> : null}
      <Form<Typed> form={form} layout="vertical" initialValues={initial} onFinish={save}>
        <Form.Item name="login" label={t('login')} extra={t('loginHint')} rules={[{ required: true }]}>
          <Input disabled={account !== undefined} autoCapitalize="none" />
        </Form.Item>
        <Form.Item name="nameZh" label={t('nameZh')} rules={[{ required: true }]}>
          <Input />
        </Form.Item>
        <Form.Item name="nameEn" label={t('nameEn')} rules={[{ required: true }]}>
          <Input />
        </Form.Item>
        <Form.Item name="email" label={t('email')}>
          <Input type="email" />
        </Form.Item>
        <Form.Item
          name="roles"
          label={t('roles')}
          rules={[{ required: true }]}
          extra={account?.hasIdentity === true ? t('identityRoles') : undefined}
        >
          <Select mode="multiple" options={ROLES.map((role) => ({ value: role, label: roleName(role) }))} />
        </Form.Item>
        <Form.Item name="bureauOnly" label={t('bureauOnly')} hidden={roles.length === 0}>
          <Checkbox.Group options={roles.map((role) => ({ value: role, label: roleName(role) }))} />
        </Form.Item>
        <Form.Item name="bureauCode" label={t('bureau')}>
          <Select
            allowClear
            options={(codes.data?.lists['bureau'] ?? []).map((item) => ({ value: item.code, label: name(item) }))}
            loading={codes.isPending}
          />
        </Form.Item>
        <Form.Item name="enterprise" label={t('enterprise')} extra={t('enterpriseHint')}>
          <Input />
        </Form.Item>
        <Form.Item name="isActive" label={t('active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </Form>
      {account === undefined ? null : <AccountTokens userId={account.userId} />}
    </Drawer>
  )
}
