import { App, Button, InputNumber, Select, Space } from 'antd'
import { useState } from 'react'
import type { ProjectPlan } from '@ballast/contract/plan-edit.ts'
import type { ShareMethod } from '@ballast/domain/plan/plan-row.ts'
import { parsePercent, percentText } from '@ballast/domain/shared/ratio.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { MergeDialog } from '../../ui/merge-dialog.tsx'
import { Money } from '../../ui/money.tsx'
import { nowOf } from './now-of.ts'
import { planTexts } from './plan.texts.ts'

const WHOLE = 1_000_000
const percentOf = (ppm: number): string => percentText(BigInt(ppm), 4)
const emptied = (plan: ProjectPlan): Record<string, string> => Object.fromEntries(plan.shares.map((share) => [share.parcel, '']))

interface Line {
  parcel: string
  ppm: number
}

interface Props {
  plan: ProjectPlan
  canEdit: boolean
  onSaved: (plan: ProjectPlan) => void
  onDirty: (isDirty: boolean) => void
}

const linesOf = (plan: ProjectPlan): Line[] => plan.shares.map((share) => ({ parcel: share.parcel, ppm: share.sharePpm }))
/** By place, its percent: what a merge compares. */
const percents = (lines: readonly Line[]): Record<string, string> =>
  Object.fromEntries(lines.map((line) => [line.parcel, String(Number(percentOf(line.ppm)))]))

/** Where the plan stands: parcels and corridors with their shares, and the money on each. */
export function SharesEditor({ plan, canEdit, onSaved, onDirty }: Props) {
  const t = useTexts(planTexts)
  const { message } = App.useApp()
  const [lines, setLinesOnly] = useState<Line[]>(linesOf(plan))
  const [theirs, setTheirs] = useState<ProjectPlan | null>(null)
  // Of the plan that the shares are saved over: the other's after a merge.
  const [seenVersion, setSeenVersion] = useState(plan.version)
  const place = useAction('plan.place', ['plan.', 'cockpit.', 'parcel.'])
  const sum = lines.reduce((total, line) => total + line.ppm, 0)
  const isOther = (next: readonly Line[]) => JSON.stringify(next) !== JSON.stringify(linesOf(plan))
  const isChanged = isOther(lines)
  const setLines = (next: Line[]) => {
    setLinesOnly(next)
    onDirty(isOther(next))
  }
  const send = (method: ShareMethod, shares: { parcel: string; sharePpm: number }[]) =>
    place.mutate(
      { params: { versionId: plan.versionId, projectId: plan.projectId }, ifMatch: seenVersion, body: { method, shares } },
      {
        onSuccess: (saved) => {
          onSaved(saved)
          void message.success(t('saved'))
        },
        onError: (error) => {
          const current = nowOf(error) as ProjectPlan | undefined
          if (current) setTheirs(current)
        },
      },
    )
  const set = (index: number, ppm: number) => setLines(lines.map((line, at) => (at === index ? { ...line, ppm } : line)))
  return (
    <>
      <div className="plan-scroll">
        <table className="month-grid">
          <thead>
            <tr>
              <th scope="col">{t('parcel')}</th>
              <th scope="col">{t('share')}</th>
              <th scope="col">{t('method')}</th>
              <th scope="col">
                {t('onParcel')} <span className="unit">{t('wan')}</span>
              </th>
              {canEdit ? <th scope="col">{t('actions')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => {
              const saved = plan.shares.find((share) => share.parcel === line.parcel && share.sharePpm === line.ppm)
              return (
                <tr key={line.parcel}>
                  <th scope="row">{line.parcel}</th>
                  <td>
                    {canEdit ? (
                      <InputNumber
                        size="small"
                        aria-label={`${line.parcel} ${t('share')}`}
                        value={Number(percentOf(line.ppm))}
                        min={0}
                        max={100}
                        precision={4}
                        onChange={(percent) => set(index, Number(parsePercent((percent ?? 0).toFixed(4))))}
                      />
                    ) : (
                      percentOf(line.ppm)
                    )}
                  </td>
                  <td>{saved ? t(`method_${saved.method}`) : t('method_by_hand')}</td>
                  <td>{saved && !isChanged ? <Money yuan={saved.yuan} /> : '—'}</td>
                  {canEdit ? (
                    <td>
                      {sum === WHOLE || line.ppm + WHOLE - sum < 0 ? null : (
                        <Button size="small" type="link" onClick={() => set(index, line.ppm + WHOLE - sum)}>
                          {t('fillRest')}
                        </Button>
                      )}
                      <Button size="small" type="link" danger onClick={() => setLines(lines.filter((_, at) => at !== index))}>
                        {t('remove')}
                      </Button>
                    </td>
                  ) : null}
                </tr>
              )
            })}
          </tbody>
          <tfoot>
            <tr className="foot">
              <th scope="row">{t('total')}</th>
              <td className={sum === WHOLE ? undefined : 'amount-over'}>{percentOf(sum)}</td>
              <td colSpan={canEdit ? 3 : 2} className={sum === WHOLE ? undefined : 'amount-over'}>
                {sum === WHOLE ? '' : `${t('sharesNotWhole')} (${sum > WHOLE ? '+' : '−'}${percentOf(Math.abs(sum - WHOLE))} %)`}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      {canEdit ? (
        <Space wrap style={{ marginTop: 8 }}>
          <PlacePicker
            onPick={(parcel) =>
              lines.some((line) => line.parcel === parcel) || setLines([...lines, { parcel, ppm: Math.max(0, WHOLE - sum) }])
            }
          />
          <Button disabled={plan.places.length === 0} onClick={() => send('area', [])}>
            {t('shareByArea')}
          </Button>
          <Button disabled={plan.places.length === 0} onClick={() => send('floor_area', [])}>
            {t('shareByFloorArea')}
          </Button>
          <Button
            type="primary"
            disabled={!isChanged}
            loading={place.isPending}
            onClick={() =>
              send(
                'by_hand',
                lines.map((line) => ({ parcel: line.parcel, sharePpm: line.ppm })),
              )
            }
          >
            {t('saveShares')}
          </Button>
        </Space>
      ) : null}
      {place.error && theirs === null ? <ProblemAlert error={place.error} /> : null}
      {theirs === null ? null : (
        <MergeDialog
          subjects={[
            {
              key: plan.projectId,
              title: plan.nameZh,
              before: percents(linesOf(plan)),
              mine: { ...emptied(theirs), ...percents(lines) },
              theirs: { ...Object.fromEntries(lines.map((line) => [line.parcel, ''])), ...percents(linesOf(theirs)) },
            },
          ]}
          labelOf={(parcel) => parcel}
          drawn={(_, text) => `${text} %`}
          savesAtOnce={false}
          onCancel={() => onSaved(theirs)}
          onMerge={(changes) => {
            const merged = { ...percents(linesOf(theirs)), ...changes.get(plan.projectId) }
            setLines(
              Object.entries(merged)
                .filter(([, percent]) => percent !== '')
                .map(([parcel, percent]) => ({ parcel, ppm: Number(parsePercent(percent)) })),
            )
            setSeenVersion(theirs.version)
            setTheirs(null)
          }}
        />
      )}
    </>
  )
}

function PlacePicker({ onPick }: { onPick: (parcel: string) => void }) {
  const t = useTexts(planTexts)
  const [text, setText] = useState('')
  const found = useRoute('plan.places', { query: { search: text } }, { keepPrevious: true })
  return (
    <Select
      aria-label={t('addParcel')}
      placeholder={t('addParcel')}
      value={null}
      style={{ width: 220 }}
      showSearch={{ filterOption: false, onSearch: setText }}
      options={(found.data?.places ?? []).map((place) => ({ value: place.parcel, label: place.parcel }))}
      onSelect={(parcel: string | null) => parcel !== null && onPick(parcel)}
    />
  )
}
