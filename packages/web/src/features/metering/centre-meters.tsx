import { App, Button } from 'antd'
import type { Routes } from '@ballast/contract/routes.ts'
import type { z } from 'zod'
import { useState } from 'react'
import { useAction } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { meteringTexts } from './metering.texts.ts'

type Centre = z.output<Routes['metering.read']['response']>['centres'][number]

/** How far the books of each centre are read, and a proof of any day at once. */
export function CentreMeters({ centres }: { centres: readonly Centre[] }) {
  const t = useTexts(meteringTexts)
  const name = useName()
  const mayProve = useMay('metering.prove')
  const { message } = App.useApp()
  const [day, setDay] = useState<string>(() => {
    const read = centres
      .flatMap(({ readAt }) => readAt ?? [])
      .toSorted()
      .at(-1)
    return read === undefined ? '' : drawInstant(read).slice(0, 10)
  })
  const prove = useAction('metering.prove', ['metering.'])
  const start = (centreId: string) =>
    prove.mutate(
      { body: { centreId, day } },
      {
        onSuccess: ({ day: of, difference }) => {
          const said = t('proved', { day: of, difference })
          void (difference === '0' ? message.success(said) : message.error(said))
        },
      },
    )
  return (
    <section className="card">
      <h2>{t('centres')}</h2>
      {prove.error ? <ProblemAlert error={prove.error} labelOf={() => undefined} /> : null}
      <ul className="metering-centres">
        {centres.map(({ centreId, centreCode, centreNameZh, centreNameEn, readUntil }) => (
          <li key={centreId}>
            <strong>
              {name({ nameZh: centreNameZh, nameEn: centreNameEn })} <span className="quiet number">{centreCode}</span>
            </strong>
            <span className="number">{readUntil === null ? t('never') : `${t('readUntil')} ${drawInstant(readUntil)}`}</span>
            {mayProve ? (
              <>
                <DateField label={t('day')} value={day} onChange={setDay} />
                <Button disabled={day === ''} loading={prove.isPending} onClick={() => start(centreId)}>
                  {t('prove')}
                </Button>
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
