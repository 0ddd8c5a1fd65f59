import { App, Button, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import type { ComputeJob } from '@ballast/contract/compute-job.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { computingTexts } from './computing.texts.ts'

/** Lets a job that has not begun go to another centre that has the card. */
export function MoveJob({ job }: { job: ComputeJob }) {
  const t = useTexts(computingTexts)
  const name = useName()
  const { message } = App.useApp()
  const mayMove = useMay('compute-job.move')
  const centres = useRoute('compute-centre.list', {})
  const [centreId, setCentre] = useState<string>()
  const move = useAction('compute-job.move', ['compute-job.'])
  const others = (centres.data?.rows ?? []).filter(
    (one) => one.centreId !== job.centreId && one.state === 'open' && one.cards.some(({ cardType }) => cardType === job.cardType),
  )
  const canMove = ['held', 'submitted', 'pending'].includes(job.state) && !job.isMoving && !job.isCancelAsked
  if (!mayMove || !canMove || others.length === 0) return null
  const chosen = others.find((one) => one.centreId === centreId)
  const send = () =>
    move.mutate(
      { params: { jobId: job.jobId }, body: { centreId: centreId as string } },
      { onSuccess: () => void message.success(t('moveAsked')) },
    )
  return (
    <>
      <Select
        aria-label={t('move')}
        placeholder={t('move')}
        style={{ minWidth: 180 }}
        value={centreId ?? null}
        options={others.map((one) => ({ value: one.centreId, label: name(one) }))}
        onChange={(value: string) => setCentre(value)}
      />
      {chosen === undefined ? null : (
        <Popconfirm
          title={t('moveTo', { centre: name(chosen) })}
          description={<div style={{ maxWidth: 260 }}>{t('moveHint')}</div>}
          onConfirm={send}
        >
          <Button loading={move.isPending}>{t('moveTo', { centre: name(chosen) })}</Button>
        </Popconfirm>
      )}
      {move.error ? <ProblemAlert error={move.error} /> : null}
    </>
  )
}
