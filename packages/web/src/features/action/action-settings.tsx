import { App, Button, InputNumber } from 'antd'
import { useState } from 'react'
import { ACTION_KINDS, type ActionFacts, type ActionKind, type ActionSettings } from '@ballast/contract/action.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useRoleName } from '../../app/role-names.ts'
import { useMay, useSession } from '../../app/session.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { useActionWords } from './action-names.ts'
import { actionTexts } from './action.texts.ts'

/** Cost, assumed effect and capacity; what counts from which day, and who said so. */
export function ActionSettingsCard() {
  const query = useRoute('action.settings', {})
  return <Loaded query={query}>{(settings) => <Edit key={settings.version} settings={settings} />}</Loaded>
}

type KindFacts = ActionFacts['kinds'][ActionKind]
const KIND_FIELDS = [
  ['costRate', 0.001, 1],
  ['lagMonths', 1, 6],
  ['gain', 0.01, 1],
  ['worked', 1, 1000],
  ['failed', 1, 1000],
] as const

function Edit({ settings }: { settings: ActionSettings }) {
  const t = useTexts(actionTexts)
  const words = useActionWords()
  const roleName = useRoleName()
  const { zone } = useSession()
  const { message } = App.useApp()
  const may = useMay('action.save-settings')
  const save = useAction('action.save-settings', ['action.'])
  const [facts, setFacts] = useState(settings.facts)
  const [validFrom, setValidFrom] = useState(settings.version === '0' ? zone.businessOn : settings.validFrom)
  const set = (change: Partial<ActionFacts>) => setFacts({ ...facts, ...change })
  const setKind = (kind: ActionKind, change: Partial<KindFacts>) =>
    set({ kinds: { ...facts.kinds, [kind]: { ...facts.kinds[kind], ...change } } })
  const titles = { costRate: 'costRate', lagMonths: 'lagMonths', gain: 'size', worked: 'chanceWorks', failed: 'ofTimes' } as const
  const whole = (label: string, value: number | null, onChange: (value: number | null) => void) => (
    <label key={label}>
      {label}
      <InputNumber aria-label={label} disabled={!may} min={0} max={10_000} precision={0} value={value} onChange={onChange} />
    </label>
  )
  const yuan = (label: string, value: string | null, onChange: (value: string | null) => void) => (
    <InputNumber
      aria-label={label}
      disabled={!may}
      stringMode
      min="0"
      precision={2}
      style={{ width: 150 }}
      value={value}
      onChange={onChange}
    />
  )
  return (
    <section className="card">
      <h2>{t('settings')}</h2>
      <p className="quiet">
        {t('settingsNote')} {settings.changedByName === null ? t('preset') : t('changedBy', { by: settings.changedByName })}
      </p>
      <div className="forecast-scroll">
        <table className="forecast-table action-table">
          <thead>
            <tr>
              <th scope="col">{t('kind')}</th>
              <th scope="col">{t('costYuan')}</th>
              {KIND_FIELDS.map(([field]) => (
                <th key={field} scope="col">
                  {t(titles[field])}
                </th>
              ))}
              <th scope="col">{t('outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {ACTION_KINDS.map((kind) => {
              const name = words.action(kind, null)
              return (
                <tr key={kind}>
                  <th scope="row">{name}</th>
                  <td>
                    {yuan(`${name} ${t('costYuan')}`, facts.kinds[kind].costYuan, (value) => setKind(kind, { costYuan: value ?? '0' }))}
                  </td>
                  {KIND_FIELDS.map(([field, step, max]) => (
                    <td key={field}>
                      <InputNumber
                        aria-label={`${name} ${t(titles[field])}`}
                        disabled={!may}
                        min={0}
                        max={max}
                        step={step}
                        style={{ width: 84 }}
                        value={facts.kinds[kind][field]}
                        onChange={(value) => setKind(kind, { [field]: value ?? 0 })}
                      />
                    </td>
                  ))}
                  <td>{words.known(settings.measured.find((one) => one.kind === kind)?.n ?? 0)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <div className="action-fields" style={{ marginTop: 14 }}>
        {whole(t('months'), facts.months, (value) => set({ months: value ?? 1 }))}
        {whole(t('perProject'), facts.perProject, (value) => set({ perProject: value ?? 1 }))}
        {whole(t('visitsPerMonth'), facts.visitsPerMonth, (value) => set({ visitsPerMonth: value }))}
        {whole(t('visitsPerManagerMonth'), facts.visitsPerManagerMonth, (value) => set({ visitsPerManagerMonth: value }))}
        {facts.offices.map((one, place) =>
          whole(t('office', { office: roleName(one.office) }), one.perMonth, (perMonth) =>
            set({ offices: facts.offices.map((other, at) => (at === place ? { ...other, perMonth } : other)) }),
          ),
        )}
        {whole(t('reservePerMonth'), facts.reservePerMonth, (value) => set({ reservePerMonth: value }))}
        <label>
          {t('fundsPerQuarter')}
          {yuan(t('fundsPerQuarter'), facts.fundsPerQuarterYuan, (value) => set({ fundsPerQuarterYuan: value }))}
        </label>
        <label>
          {t('from')}
          <DateField label={t('from')} value={validFrom} onChange={setValidFrom} />
        </label>
      </div>
      {save.error ? <ProblemAlert error={save.error} labelOf={() => undefined} /> : null}
      {may ? (
        <Button
          type="primary"
          style={{ marginTop: 14 }}
          loading={save.isPending}
          onClick={() =>
            save.mutate({ ifMatch: settings.version, body: { validFrom, facts } }, { onSuccess: () => void message.success(t('saved')) })
          }
        >
          {t('save')}
        </Button>
      ) : null}
    </section>
  )
}
