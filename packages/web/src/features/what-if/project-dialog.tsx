import { Button, Flex, Modal, Select } from 'antd'
import { useState } from 'react'
import type { WireChange } from '@ballast/contract/scenario.ts'
import { drawWan, fen, formatYuan, parseYuan, ZERO_FEN, type Fen } from '@ballast/domain/shared/money.ts'
import type { ForecastProject } from '@ballast/forecast/input.ts'
import { useTexts } from '../../app/language.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import { dropped, isDropped, monthDeltas, movedWithin, withMonthDeltas } from './edits.ts'
import { whatIfTexts } from './what-if.texts.ts'

interface Props {
  readonly project: ForecastProject
  readonly name: string
  readonly others: readonly { readonly projectId: string; readonly name: string }[]
  readonly known: number
  readonly changes: readonly WireChange[]
  readonly onChange: (changes: readonly WireChange[]) => void
  readonly onClose: () => void
}

/** The months of one project, its funds, and whether it stays. */
export function ProjectDialog({ project, name, others, known, changes, onChange, onClose }: Props) {
  const t = useTexts(whatIfTexts)
  const isGone = isDropped(changes, project.id)
  const deltas = monthDeltas(changes, project.id)
  const setMonth = (place: number, wan: string) => {
    const yuan = yuanOfWan(wan)
    if (yuan === undefined) return
    const wanted = parseYuan(yuan ?? '0')
    onChange(
      withMonthDeltas(
        changes,
        project.id,
        deltas.map((delta, at) => (at === place ? fen(wanted - (project.planFen[at] ?? 0n)) : delta)),
      ),
    )
  }
  return (
    <Modal
      open
      title={t('edit', { project: name })}
      width={760}
      onCancel={onClose}
      footer={[
        <Button
          key="drop"
          danger={!isGone}
          onClick={() =>
            onChange(
              isGone ? changes.filter((one) => !(one.kind === 'drop' && one.projectId === project.id)) : dropped(changes, project.id),
            )
          }
        >
          {isGone ? t('undrop') : t('drop')}
        </Button>,
        <Button key="done" type="primary" onClick={onClose}>
          {t('done')}
        </Button>,
      ]}
    >
      {isGone ? (
        <p>{t('dropped')}</p>
      ) : (
        <>
          <h3>{t('months')}</h3>
          <div className="what-if-months">
            {deltas.map((delta, place) => (
              <MonthField
                key={`${place} ${delta}`}
                month={place + 1}
                plan={project.planFen[place] ?? ZERO_FEN}
                delta={delta}
                isKnown={place < known}
                onWan={(wan) => setMonth(place, wan)}
              />
            ))}
          </div>
          <MoveFunds projectId={project.id} {...{ others, known, changes, onChange }} />
        </>
      )}
    </Modal>
  )
}

function MonthField({
  month,
  plan,
  delta,
  isKnown,
  onWan,
}: {
  month: number
  plan: Fen
  delta: Fen
  isKnown: boolean
  onWan: (wan: string) => void
}) {
  const t = useTexts(whatIfTexts)
  const [wan, setWan] = useState(wanOfYuan(formatYuan(plan + delta)))
  return (
    <div className={delta === 0n ? '' : 'changed'}>
      <b>{t('month', { month })}</b>
      <small className="quiet">
        {t('planned')} {drawWan(plan, 0)}
      </small>
      {isKnown ? (
        <span className="quiet">{t('known')}</span>
      ) : (
        <div onBlur={() => onWan(wan)} onKeyDown={(event) => event.key === 'Enter' && onWan(wan)}>
          <MoneyInput size="small" value={wan} onChange={setWan} label={`${t('month', { month })} ${t('planNew')}`} />
        </div>
      )}
    </div>
  )
}

/** Earlier, later, or to another project. */
function MoveFunds({
  projectId,
  others,
  known,
  changes,
  onChange,
}: { projectId: string } & Pick<Props, 'others' | 'known' | 'changes' | 'onChange'>) {
  const t = useTexts(whatIfTexts)
  const open = Array.from({ length: 12 - known }, (_, place) => known + 1 + place)
  const [from, setFrom] = useState(open[0] ?? 12)
  const [to, setTo] = useState<number | 'other'>('other')
  const [other, setOther] = useState<string>()
  const [wan, setWan] = useState('')
  const yuan = yuanOfWan(wan)
  const amount = typeof yuan === 'string' ? parseYuan(yuan) : ZERO_FEN
  const isReady = amount > 0n && (to === 'other' ? other !== undefined : to !== from)
  const move = () => {
    if (typeof yuan !== 'string') return
    if (to !== 'other') onChange(movedWithin(changes, projectId, { from, to, amount }))
    else if (other !== undefined) onChange([...changes, { kind: 'funds', fromProjectId: projectId, toProjectId: other, month: from, yuan }])
    setWan('')
  }
  return (
    <>
      <h3>{t('move')}</h3>
      <Flex wrap gap={8} align="center">
        <Select
          aria-label={t('fromMonth')}
          value={from}
          onChange={setFrom}
          style={{ width: 120 }}
          options={open.map((month) => ({ value: month, label: t('month', { month }) }))}
        />
        →
        <Select
          aria-label={t('toWhere')}
          value={to}
          onChange={setTo}
          style={{ width: 250 }}
          options={[
            { value: 'other' as const, label: t('ofOther') },
            ...open.filter((month) => month !== from).map((month) => ({ value: month, label: t('toMonth', { month }) })),
          ]}
        />
        {to === 'other' ? (
          <Select
            aria-label={t('other')}
            placeholder={t('other')}
            showSearch={{ optionFilterProp: 'label' }}
            value={other ?? null}
            onChange={(value: string | null) => setOther(value ?? undefined)}
            style={{ width: 250, maxWidth: '100%' }}
            options={others.filter((one) => one.projectId !== projectId).map((one) => ({ value: one.projectId, label: one.name }))}
          />
        ) : null}
        <MoneyInput value={wan} onChange={setWan} label={t('amount')} placeholder={t('amount')} />
        <Button disabled={!isReady} onClick={move}>
          {t('moveDo')}
        </Button>
      </Flex>
    </>
  )
}
