import { Flex, InputNumber, Modal, Select, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import type { ReserveProject, WireChange } from '@ballast/contract/scenario.ts'
import { allocate, formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { yearMonthOf } from '@ballast/domain/shared/time.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import { dayIn } from './edits.ts'
import { whatIfTexts } from './what-if.texts.ts'

const USUAL_MONTHS = 24

export interface Kind {
  readonly category: string
  readonly cluster: string | null
  readonly isIndustry: boolean
  readonly sector: string
  readonly name: string
}

interface Props {
  readonly reserve: readonly ReserveProject[]
  /** The kinds of project that the forecast has. */
  readonly kinds: readonly Kind[]
  readonly year: number
  readonly known: number
  readonly onAdd: (change: WireChange) => void
  readonly onClose: () => void
}

/** A project that is not in the forecast: of the register, or one that somebody has in mind. */
export function AddDialog({ reserve, kinds, year, known, onAdd, onClose }: Props) {
  const t = useTexts(whatIfTexts)
  const nameOf = useName()
  const [of, setOf] = useState<string>('')
  const [name, setName] = useState('')
  const [kind, setKind] = useState(0)
  const [total, setTotal] = useState('')
  const [plan, setPlan] = useState('')
  const [start, setStart] = useState(Math.min(12, known + 1))
  const [duration, setDuration] = useState(USUAL_MONTHS)
  const chosen = reserve.find(({ projectId }) => projectId === of)
  const [totalYuan, planYuan] = [yuanOfWan(total), yuanOfWan(plan)]
  const isReady =
    name.trim() !== '' &&
    typeof totalYuan === 'string' &&
    typeof planYuan === 'string' &&
    parseYuan(totalYuan) > 0n &&
    parseYuan(planYuan) >= 0n &&
    parseYuan(planYuan) <= parseYuan(totalYuan)
  const choose = (projectId: string) => {
    setOf(projectId)
    const found = reserve.find((one) => one.projectId === projectId)
    if (found === undefined) return
    setName(nameOf(found))
    setTotal(wanOfYuan(found.totalYuan))
    const month = found.startOn?.startsWith(String(year)) === true ? Number(found.startOn.slice(5, 7)) : known + 1
    setStart(Math.min(12, Math.max(known + 1, month)))
  }
  const add = () => {
    const like = chosen ?? kinds[kind]
    if (!isReady || like === undefined) return
    const parts = allocate(
      parseYuan(planYuan),
      Array.from({ length: 13 - start }, () => 1n),
    )
    onAdd({
      kind: 'add',
      project: {
        projectId: chosen?.projectId ?? crypto.randomUUID(),
        name: name.trim(),
        category: like.category,
        cluster: like.cluster,
        isIndustry: like.isIndustry,
        sector: like.sector,
        totalYuan,
        startOn: dayIn(year, start),
        constructionMonths: duration,
        planYuan: Array.from({ length: 12 }, (_, place) => formatYuan(parts[place + 1 - start] ?? 0n)),
      },
    })
  }
  return (
    <Modal open title={t('addTitle')} okText={t('addDo')} okButtonProps={{ disabled: !isReady }} onOk={add} onCancel={onClose}>
      <Flex vertical gap={10}>
        <Field label={t('reserve')}>
          <Select
            aria-label={t('reserve')}
            value={of}
            onChange={choose}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: '', label: t('newProject') },
              ...reserve.map((one) => ({ value: one.projectId, label: `${one.projectNo} ${nameOf(one)}` })),
            ]}
          />
        </Field>
        <Field label={t('name')}>
          <Input aria-label={t('name')} value={name} maxLength={200} onChange={({ target }) => setName(target.value)} />
        </Field>
        {chosen === undefined ? (
          <Field label={t('category')}>
            <Select
              aria-label={t('category')}
              value={kind}
              onChange={setKind}
              options={kinds.map((one, place) => ({ value: place, label: one.name }))}
            />
          </Field>
        ) : null}
        <Flex gap={10} wrap>
          <Field label={t('total')}>
            <MoneyInput value={total} onChange={setTotal} label={t('total')} />
          </Field>
          <Field label={t('yearPlan')}>
            <MoneyInput value={plan} onChange={setPlan} label={t('yearPlan')} />
          </Field>
          <Field label={t('start')}>
            <Select
              aria-label={t('start')}
              value={start}
              onChange={setStart}
              options={Array.from({ length: 12 - known }, (_, place) => known + 1 + place).map((month) => ({
                value: month,
                label: yearMonthOf(year, month),
              }))}
            />
          </Field>
          <Field label={t('duration')}>
            <InputNumber
              aria-label={t('duration')}
              min={1}
              max={240}
              value={duration}
              onChange={(value) => setDuration(value ?? USUAL_MONTHS)}
            />
          </Field>
        </Flex>
        {isReady ? null : <p className="quiet">{t('addNeeds')}</p>}
      </Flex>
    </Modal>
  )
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="what-if-field">
      <span>{label}</span>
      {children}
    </div>
  )
}
