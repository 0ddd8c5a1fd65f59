import { Alert } from 'antd'
import type { Registration } from '@ballast/contract/registration.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { usePersonName } from '../../app/person-name.ts'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { ConditionRow } from '../gate/condition-row.tsx'
import { useItemName } from './return-pack-dialog.tsx'
import { registrationTexts } from './registration.texts.ts'
import '../gate/gate.css'

/** What the pack consists of: the conditions of the gate 入库, brought here as there. */
export function PackItems({ given }: { given: Registration }) {
  const t = useTexts(registrationTexts)
  const query = useRoute('gate.show', { params: { projectId: given.projectId } })
  return (
    <section className="card">
      <h2>{t('items')}</h2>
      <Loaded query={query}>
        {(sheet) => {
          const gate = sheet.gates.find((each) => each.gate === 'registration')
          if (gate === undefined || gate.conditions.length === 0) return <p className="quiet">{t('noItems')}</p>
          return (
            <ul className="condition-list">
              {gate.conditions.map((condition) => (
                <ConditionRow key={condition.conditionCode} sheet={sheet} gate={gate} condition={condition} />
              ))}
            </ul>
          )
        }}
      </Loaded>
    </section>
  )
}

/** What still stands in the way of handing the pack in. */
export function PackOpen({ given }: { given: Registration }) {
  const t = useTexts(registrationTexts)
  if (given.state === 'registered') return null
  if (given.open.length === 0) return <Alert type="success" showIcon title={t('ready')} />
  return (
    <Alert
      type="warning"
      showIcon
      title={t('open', { count: given.open.length })}
      description={
        <ul className="pack-open">
          {given.open.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      }
    />
  )
}

export function PackEvents({ given }: { given: Registration }) {
  const t = useTexts(registrationTexts)
  const itemName = useItemName(given)
  const personName = usePersonName()
  if (given.events.length === 0) return null
  return (
    <section className="card">
      <h2>{t('history')}</h2>
      <ul className="pack-events">
        {given.events.map(({ step, by, byName, at, note, items }, index) => (
          <li key={index}>
            <b>{t(`step.${step}`)}</b> <span className="quiet">{t('by', { by: byName ?? personName(by), at: drawInstant(at) })}</span>
            {note === null ? null : <div>{note}</div>}
            {items.map(({ item, reasonCode, note: remark }) => (
              <div key={item}>
                {itemName(item)}：{t(`reason.${reasonCode}`)}
                {remark === null ? '' : ` · ${remark}`}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
