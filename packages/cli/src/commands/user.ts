import type { Account } from '@ballast/contract/account.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { operand, print, type Command, type Run } from '../command.ts'
import { textTable } from '../text-table.ts'

async function accounts(run: Run): Promise<readonly Account[]> {
  return (await (await run.client('administrator'))('account.list', {})).accounts
}

async function accountNamed(run: Run, login: string): Promise<Account> {
  const found = (await accounts(run)).find((account) => account.login === login)
  if (!found) throw new Refusal('account.not-found')
  return found
}

function stateOf(run: Run, { isActive, hasPassword, mustChangePassword }: Account): string {
  if (!isActive) return run.say('停用', 'not active')
  if (!hasPassword) return run.say('未设密码', 'no password')
  return mustChangePassword ? run.say('待改密码', 'password to be changed') : run.say('在用', 'active')
}

const activation = (isActive: boolean): Command => ({
  name: isActive ? 'user activate' : 'user deactivate',
  operands: 'LOGIN',
  summary: isActive
    ? { zh: '重新启用账号', en: 'let an account sign in again' }
    : { zh: '停用账号，结束其全部会话', en: 'keep an account from signing in, and end its sessions' },
  examples: [isActive ? 'user activate wang.wu' : 'user deactivate wang.wu'],
  run: async (run) => {
    const { userId, version } = await accountNamed(run, operand(run, 0, 'LOGIN'))
    const edit = { params: { userId }, body: { isActive }, ifMatch: version }
    const account = await (await run.client('administrator'))('account.edit', edit)
    print(run, account, () => `${account.login}: ${stateOf(run, account)}`)
  },
})

export const userCommands: readonly Command[] = [
  {
    name: 'user list',
    summary: { zh: '账号、角色与登录会话', en: 'list accounts, their roles and open sessions' },
    examples: ['user list', 'user list --zone etown --json'],
    run: async (run) => {
      print(run, { accounts: await accounts(run) }, ({ accounts: listed }) =>
        textTable(
          [
            { title: run.say('登录名', 'login') },
            { title: run.say('姓名', 'name') },
            { title: run.say('角色', 'roles') },
            { title: run.say('状态', 'state') },
            { title: run.say('会话', 'sessions'), align: 'right' },
          ],
          listed.map((account) => [
            account.login,
            run.say(account.nameZh, account.nameEn),
            account.grants.map((grant) => grant.role).join(' '),
            stateOf(run, account),
            String(account.sessions),
          ]),
        ),
      )
    },
  },
  {
    name: 'user password',
    operands: 'LOGIN',
    summary: {
      zh: '给账号一个一次性密码，首次登录须改；结束其全部会话并解除锁定',
      en: 'give an account a password for one sign-in, end its sessions and its lock-out',
    },
    examples: ['user password admin', 'user password wang.wu --zone etown --json'],
    run: async (run) => {
      const { userId } = await accountNamed(run, operand(run, 0, 'LOGIN'))
      const made = await (await run.client('administrator'))('account.reset', { params: { userId } })
      print(run, made, ({ account, password }) =>
        run.say(`${account.login} 的一次性密码：${password}`, `Password of ${account.login} for one sign-in: ${password}`),
      )
    },
  },
  activation(true),
  activation(false),
]
