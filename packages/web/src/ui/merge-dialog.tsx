import { Modal, Radio, Tag } from 'antd'
import { Fragment, useState } from 'react'
import { useTexts } from '../app/language.tsx'
import { mergedChanges, mergeFields, type ThreeWay } from './merge-fields.ts'
import { registerTexts } from './register.texts.ts'
import './data-table.css'

/** One thing that two people changed: a record, or one row of a table. */
export interface MergeSubject extends ThreeWay {
  readonly key: string
  readonly title: string
}

interface Props {
  subjects: readonly MergeSubject[]
  /** Name of a field, and its text as a person reads it. */
  labelOf: (field: string) => string
  drawn: (field: string, text: string) => string
  /** By subject, the fields that are to be saved over the other's version. */
  onMerge: (changes: ReadonlyMap<string, Record<string, string>>) => void
  onCancel: () => void
  /** Whether the answer is saved at once, or goes back to a table of unsaved changes. */
  savesAtOnce: boolean
}

/** Two people changed the same thing: field by field what was there, what I typed, what the other saved. */
export function MergeDialog({ subjects, labelOf, drawn, onMerge, onCancel, savesAtOnce }: Props) {
  const t = useTexts(registerTexts)
  const [choices, setChoices] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({})
  const merges = subjects.map((subject) => ({ subject, fields: mergeFields(subject) }))
  const choiceKey = (subject: string, field: string) => `${subject}\u0000${field}`
  const chosen = (subject: string, field: string) => choices[choiceKey(subject, field)] ?? 'mine'
  const show = (field: string, text: string) => (text === '' ? <span className="quiet">{t('empty')}</span> : drawn(field, text))
  const apply = () =>
    onMerge(
      new Map(
        merges.map(({ subject, fields }) => [
          subject.key,
          mergedChanges(fields, Object.fromEntries(fields.map(({ key }) => [key, chosen(subject.key, key)]))),
        ]),
      ),
    )
  return (
    <Modal
      open
      width={880}
      title={t('mergeTitle')}
      okText={savesAtOnce ? t('mergeSave') : t('mergeApply')}
      onOk={apply}
      onCancel={onCancel}
      mask={{ closable: false }}
    >
      <p className="quiet">{t('mergeHint')}</p>
      <div style={{ overflow: 'auto', maxHeight: '60vh' }}>
        <table className="merge-table">
          <thead>
            <tr>
              {(['field', 'before', 'mine', 'theirs'] as const).map((key) => (
                <th key={key} scope="col">
                  {t(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {merges.map(({ subject, fields }) => (
              <Fragment key={subject.key}>
                {subjects.length > 1 ? (
                  <tr>
                    <th colSpan={4} scope="rowgroup">
                      {subject.title}
                    </th>
                  </tr>
                ) : null}
                {fields.map((field) => {
                  const pick = chosen(subject.key, field.key)
                  const side = (which: 'mine' | 'theirs') =>
                    field.state === 'conflict' ? (
                      <Radio
                        checked={pick === which}
                        onChange={() => setChoices((old) => ({ ...old, [choiceKey(subject.key, field.key)]: which }))}
                      >
                        {show(field.key, field[which])}
                      </Radio>
                    ) : (
                      <>
                        {show(field.key, field[which])}{' '}
                        {field.state === which ? (
                          <Tag color="green" className="badge">
                            {t('auto')}
                          </Tag>
                        ) : null}
                      </>
                    )
                  return (
                    <tr key={field.key} className={field.state === 'conflict' ? 'conflict' : ''}>
                      <th scope="row">{labelOf(field.key)}</th>
                      <td>{show(field.key, field.before)}</td>
                      <td>{side('mine')}</td>
                      <td>{side('theirs')}</td>
                    </tr>
                  )
                })}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </Modal>
  )
}
