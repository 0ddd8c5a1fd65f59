import { App, Typography } from 'antd'
import type { Account } from '@ballast/contract/account.ts'
import { useTexts } from '../../app/language.tsx'
import { accountTexts } from './account.texts.ts'

/** Shows a password that was made just now: once, with a button that copies it. */
export function useHandOver(): (given: { account: Account; password: string }) => void {
  const t = useTexts(accountTexts)
  const { modal } = App.useApp()
  return ({ account: { login }, password }) =>
    void modal.success({
      title: t('handOver'),
      content: (
        <>
          <p>{t('handOverText', { login })}</p>
          <Typography.Text copyable code>
            {password}
          </Typography.Text>
        </>
      ),
    })
}
