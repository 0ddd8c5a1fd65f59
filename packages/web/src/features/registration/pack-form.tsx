import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Input } from 'antd'
import { REGISTRATION_CHECK_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { Registration } from '@ballast/contract/registration.ts'
import { isExplainable, isOpen, type CheckResult, type RegistrationCheck } from '@ballast/domain/registration/checks.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { Money } from '../../ui/money.tsx'
import { wanOfYuan } from '../../ui/wan.ts'
import { isMoney, PACK_FIELDS, type PackDraft, type PackField } from './pack-draft.ts'
import { registrationTexts } from './registration.texts.ts'

interface Props {
  given: Registration
  draft: PackDraft
  checks: ReadonlyMap<RegistrationCheck, CheckResult>
  isLocked: boolean
  onChange: (change: Partial<PackDraft>) => void
}

/** What the documents state beside what the registers say, a line a fact. */
export function PackForm({ given, draft, checks, isLocked, onChange }: Props) {
  const t = useTexts(registrationTexts)
  return (
    <section className="card pack-form" aria-label={t('facts')}>
      <h2>{t('facts')}</h2>
      <p className="quiet">{t('factsHint')}</p>
      <div className="pack-lines pack-head quiet" aria-hidden>
        <span>{t('fact')}</span>
        <span>{t('stated')}</span>
        <span>{t('known')}</span>
        <span>{t('result')}</span>
      </div>
      {PACK_FIELDS.map(({ field, check, beside }) => {
        const result = check === null ? undefined : checks.get(check)
        const failing = beside.flatMap((name) => checks.get(name) ?? []).filter(({ outcome }) => outcome === 'differs')
        return (
          <div key={field} className="pack-lines" role="group" aria-label={t(`field.${field}`)}>
            <span className="pack-name">{t(`field.${field}`)}</span>
            <FactInput
              field={field}
              value={draft.facts[field]}
              isLocked={isLocked}
              onChange={(value) => onChange({ facts: { ...draft.facts, [field]: value } })}
            />
            <KnownSide field={field} given={given} result={result} />
            <div className="pack-result">
              {result === undefined ? null : (
                <Verdict
                  given={given}
                  result={result}
                  isLocked={isLocked}
                  explanation={isExplainable(result.check) ? (draft.explanations[result.check] ?? '') : ''}
                  onExplain={(text) => onChange({ explanations: { ...draft.explanations, [result.check]: text } })}
                />
              )}
              {failing.map(({ check: name, known }) => (
                <div key={name} className="pack-bad">
                  <CloseCircleFilled aria-hidden />{' '}
                  {t(`fails.${name as 'threshold'}`, { known: name === 'threshold' ? wanOfYuan(known) : (known ?? '') })}
                </div>
              ))}
            </div>
          </div>
        )
      })}
      <label className="pack-note">
        <span className="quiet">{t('note')}</span>
        <Input.TextArea
          aria-label={t('note')}
          disabled={isLocked}
          maxLength={500}
          autoSize={{ minRows: 1, maxRows: 4 }}
          value={draft.note}
          onChange={({ target }) => onChange({ note: target.value })}
        />
      </label>
    </section>
  )
}

function FactInput({
  field,
  value,
  isLocked,
  onChange,
}: {
  field: PackField
  value: string
  isLocked: boolean
  onChange: (value: string) => void
}) {
  const t = useTexts(registrationTexts)
  const label = t(`field.${field}`)
  if (isLocked) return <span className={isMoney(field) ? 'number' : ''}>{value === '' ? '—' : value}</span>
  if (isMoney(field)) return <MoneyInput label={label} value={value} onChange={onChange} />
  if (field === 'startOn' || field === 'completionOn') return <DateField label={label} value={value} onChange={onChange} />
  return <Input aria-label={label} maxLength={200} value={value} onChange={({ target }) => onChange(target.value)} />
}

function KnownSide({ field, given, result }: { field: PackField; given: Registration; result: CheckResult | undefined }) {
  const t = useTexts(registrationTexts)
  // The party of the contract is held against the unit of the same pack.
  const value = result?.side === 'pack' ? result.known : given.known[field]
  // Nothing of the registers stands beside the contract's number and sum.
  if (result === undefined && value === null) return <span />
  return (
    <span className="pack-known">
      <span className="pack-known-label quiet">{t('known')} </span>
      {isMoney(field) ? <Money yuan={value} withUnit /> : (value ?? '—')}
    </span>
  )
}

function Verdict({
  given,
  result,
  explanation,
  isLocked,
  onExplain,
}: {
  given: Registration
  result: CheckResult
  explanation: string
  isLocked: boolean
  onExplain: (text: string) => void
}) {
  const t = useTexts(registrationTexts)
  const { locale } = useLanguage()
  const { check, outcome } = result
  if (outcome === 'ok') {
    return (
      <span className="pack-good">
        <CheckCircleFilled aria-hidden /> {t('ok')}
      </span>
    )
  }
  const label = t('explainOf', { check: nameIn(locale, REGISTRATION_CHECK_NAMES[check]) })
  return (
    <>
      <span className={isOpen(result) ? 'pack-bad' : 'pack-explained'}>
        {isOpen(result) ? <CloseCircleFilled aria-hidden /> : <ExclamationCircleFilled aria-hidden />} {t(outcome)}
      </span>{' '}
      <MendLink given={given} result={result} />
      {!isExplainable(check) ? null : isLocked ? (
        <div className="quiet">{explanation}</div>
      ) : (
        <Input
          size="small"
          aria-label={label}
          placeholder={t('explain')}
          maxLength={500}
          value={explanation}
          onChange={({ target }) => onExplain(target.value)}
        />
      )}
    </>
  )
}

/** Where the other side of a mismatch is mended. */
function MendLink({ given, result: { side, check } }: { given: Registration; result: CheckResult }) {
  const t = useTexts(registrationTexts)
  const { projectId, ownerId } = given
  if (side === 'enterprise' && ownerId !== null) {
    return (
      <Link className="underlined" to="/enterprises/$enterpriseId" params={{ enterpriseId: ownerId }}>
        {t('mend.enterprise')}
      </Link>
    )
  }
  if (side === 'pack' || side === 'rule') return null
  const isGates = side === 'gates'
  const search = isGates ? { tab: 'gates', gate: check === 'completion' ? 'completion' : 'construction_start' } : { tab: 'facts' }
  return (
    <Link className="underlined" to="/projects/$projectId" params={{ projectId }} search={search as never}>
      {t(isGates ? 'mend.gates' : 'mend.project')}
    </Link>
  )
}
