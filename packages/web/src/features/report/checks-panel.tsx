import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled } from '@ant-design/icons'
import { Input } from 'antd'
import { messageText } from '@ballast/contract/messages.ts'
import { pathOnWire } from '@ballast/contract/report-form.ts'
import { INVESTMENT_ITEMS } from '@ballast/domain/report/form.ts'
import type { ReportRule } from '@ballast/domain/report/rules.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { reportTexts } from './report.texts.ts'
import type { ReturnDraft, Worked } from './return-draft.ts'

/** What a person calls a field of the form, by its path. */
export function useFieldName(): (path: string) => string | undefined {
  const t = useTexts(reportTexts)
  return (path) => {
    const item = INVESTMENT_ITEMS.find((one) => path === `year.${one}`)
    if (item !== undefined) return t(`item.${item}`)
    const names: Record<string, string> = {
      planTotalYuan: t('planTotal'),
      cumulativeYuan: t('cumulative'),
      yearYuan: t('toYear'),
      monthYuan: t('thisMonth'),
      newFixedAssetsYuan: t('newFixedAssets'),
      payablesYuan: t('payables'),
      floorAreaUnderConstructionM2: t('floorAreaUnderConstruction'),
      floorAreaCompletedM2: t('floorAreaCompleted'),
      monthByProgressYuan: t('monthByProgress'),
      monthByFinanceYuan: t('monthByFinance'),
      startMonth: t('startMonth'),
      productionMonth: t('productionMonth'),
      statAreaCode: t('statAreaCode'),
      industryCode: t('industryCode'),
    }
    return names[path]
  }
}

interface Props {
  worked: Worked
  draft: ReturnDraft
  isLocked: boolean
  onReason: (rule: ReportRule, reason: string) => void
}

/** What stands in the way of handing the return in, while it is being typed; what is soft can be answered here. */
export function ChecksPanel({ worked, draft, isLocked, onReason }: Props) {
  const t = useTexts(reportTexts)
  const { locale } = useLanguage()
  const fieldName = useFieldName()
  const { refusals, warnings } = worked.verdict
  const isClear = refusals.length === 0 && warnings.length === 0 && worked.invalid.length === 0
  return (
    <section className="card report-checks" aria-label={t('section.checks')} aria-live="polite">
      <h2>{t('section.checks')}</h2>
      {isClear ? (
        <p className="check-clear">
          <CheckCircleFilled aria-hidden /> {t('allClear')}
        </p>
      ) : null}
      <ul>
        {worked.invalid.map((path) => (
          <li key={path} className="check-error">
            <CloseCircleFilled aria-hidden />
            <span>
              {fieldName(path) === undefined ? null : <b>{fieldName(path)} </b>}
              {t('amountInvalid')}
            </span>
          </li>
        ))}
        {refusals.map(({ code, params, at }, index) => {
          const label = at === undefined || code.startsWith('report.R') ? undefined : fieldName(pathOnWire(at))
          return (
            <li key={`${code}${index}`} className="check-error">
              <CloseCircleFilled aria-hidden />
              <span>
                {label === undefined ? null : <b>{label} </b>}
                {messageText(locale, code, params)}
              </span>
            </li>
          )
        })}
        {warnings.map(({ rule, code, params }) => (
          <li key={rule} className="check-warning">
            <ExclamationCircleFilled aria-hidden />
            <span>
              {messageText(locale, code, params)}
              <Input
                size="small"
                maxLength={500}
                readOnly={isLocked}
                aria-label={`${t('answer')} ${rule}`}
                placeholder={t('answer')}
                value={draft.reasons[rule] ?? ''}
                onChange={({ target }) => onReason(rule, target.value)}
              />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
