import { App, Input } from 'antd'
import { useTexts } from '../../app/language.tsx'
import { enterpriseTexts } from './enterprise.texts.ts'

/** Asks why a credit code with a wrong check character is right all the same; undefined when nobody says so. */
export function useCreditCodeOverride(): (code: string) => Promise<string | undefined> {
  const t = useTexts(enterpriseTexts)
  const { modal } = App.useApp()
  return (code) =>
    new Promise((resolve) => {
      let reason = ''
      const dialog = modal.confirm({
        title: t('overrideTitle'),
        content: (
          <>
            <p>{t('overrideHint', { code })}</p>
            <Input.TextArea
              rows={3}
              maxLength={500}
              aria-label={t('overrideReason')}
              placeholder={t('overrideReason')}
              onChange={({ target }) => {
                reason = target.value.trim()
                dialog.update({ okButtonProps: { disabled: reason === '' } })
              }}
            />
          </>
        ),
        okText: t('overrideSave'),
        okButtonProps: { disabled: true },
        onOk: () => resolve(reason),
        onCancel: () => resolve(undefined),
      })
    })
}
