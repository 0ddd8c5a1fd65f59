import { Button, InputNumber, Select, Space } from 'antd'
import { useState } from 'react'
import type { ProjectPlan } from '@ballast/contract/plan-edit.ts'
import type { ShareMethod } from '@ballast/domain/plan/plan-row.ts'
import { parsePercent, percentText } from '@ballast/domain/shared/ratio.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { planTexts } from './plan.texts.ts'

const WHOLE = 1_000_000
const percentOf = (ppm: number): string => percentText(BigInt(ppm), 4)

interface Line {
  parcel: string
  ppm: number
}

/** Where the plan stands: parcels and corridors with their shares, and the money on each. */
export function SharesEditor({ plan, canEdit }: { plan: ProjectPlan; canEdit: boolean }) {
  const t = useTexts(planTexts)
  const [lines, setLines] = useState<Line[]>(plan.shares.map((share) => ({ parcel: share.parcel, ppm: share.sharePpm })))
  const place = useAction('plan.place', ['plan.', 'cockpit.', 'parcel.'])
  const sum = lines.reduce((total, line) => total + line.ppm, 0)
  const isChanged = JSON.stringify(lines) !== JSON.stringify(plan.shares.map((share) => ({ parcel: share.parcel, ppm: share.sharePpm })))
  const send = (method: ShareMethod, shares: { parcel: string; sharePpm: number }[]) =>
    place.mutate(
      { params: { versionId: plan.versionId, projectId: plan.projectId }, ifMatch: plan.version, body: { method, shares } },
      { onSuccess: (saved) => setLines(saved.shares.map((share) => ({ parcel: share.parcel, ppm: share.sharePpm }))) },
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
              <td colSpan={canEdit ? 3 : 2}>{sum === WHOLE ? '' : t('sharesNotWhole')}</td>
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
      {place.error ? <ProblemAlert error={place.error} /> : null}
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
