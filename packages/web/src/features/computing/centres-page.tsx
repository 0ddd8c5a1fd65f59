import { Alert, Button, Empty, Flex, Tag } from 'antd'
import { useState } from 'react'
import type { ComputeCentre } from '@ballast/contract/compute-centre.ts'
import { isUnproven } from '@ballast/domain/computing/engine-versions.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { capacityTexts } from './capacity.texts.ts'
import { CentreDialog } from './centre-dialog.tsx'
import { CentreNow } from './centre-now.tsx'
import { CentrePricesDialog } from './centre-prices-dialog.tsx'
import { computingTexts } from './computing.texts.ts'
import { contractTexts } from './contract.texts.ts'
import { Contracts } from './contracts.tsx'
import { ENGINE_NAMES } from './engine-names.ts'
import { LinkProject } from './link-project.tsx'
import { MaintenanceDialog } from './maintenance-dialog.tsx'
import { PaidLines } from './paid-lines.tsx'
import { Tenants } from './tenants.tsx'
import './computing.css'

const STATE_COLOURS = { open: 'green', maintenance: 'gold', closed: 'default' } as const

/** The computing centres: what is free, what waits, and how one is connected. */
export function CentresPage() {
  const t = useTexts(computingTexts)
  const mayAdd = useMay('compute-centre.add')
  const maySeeTenants = useMay('compute-tenant.list')
  const maySeeContracts = useMay('compute-contract.list')
  const maySeeLines = useMay('paid-line.list')
  const centres = useRoute('compute-centre.list', {}, { refetchMs: 30_000 })
  const [isAdding, setAdding] = useState(false)
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        mayAdd ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('connect')}
          </Button>
        ) : null
      }
    >
      <Loaded query={centres} isEmpty={({ rows }) => rows.length === 0} empty={<HowToConnect />}>
        {({ rows }) => (
          <>
            <div className="centre-cards">
              {rows.map((centre) => (
                <Centre key={centre.centreId} centre={centre} />
              ))}
            </div>
            {maySeeTenants ? <Tenants /> : null}
            {maySeeContracts ? <Contracts /> : null}
            {maySeeLines ? <PaidLines /> : null}
          </>
        )}
      </Loaded>
      {isAdding ? <CentreDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  )
}

function HowToConnect() {
  const t = useTexts(computingTexts)
  return (
    <section className="card centre-how">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noCentres')} />
      <p>{t('howTo')}</p>
      <ul>
        {(['url', 'key', 'limits', 'users', 'kueue', 'twin'] as const).map((key) => (
          <li key={key}>{t(`howTo.${key}`)}</li>
        ))}
      </ul>
      <p className="quiet">{t('operatorOnly')}</p>
    </section>
  )
}

function Centre({ centre }: { centre: ComputeCentre }) {
  const t = useTexts(computingTexts)
  const capacity = useTexts(capacityTexts)
  const name = useName()
  const c = useTexts(contractTexts)
  const mayEdit = useMay('compute-centre.edit')
  const mayLink = useMay('compute-centre.link-project')
  const maySetPrice = useMay('compute-centre.set-price')
  const [open, setOpen] = useState<'edit' | 'maintain' | 'prices' | 'link'>()
  const live = useRoute('compute-centre.live', { params: { centreId: centre.centreId } }, { refetchMs: 10_000 })
  const attempt = useAction('compute-centre.try', ['compute-centre.'])
  const { centreId, state, seenAt, fault, sourceKind } = centre
  return (
    <section className="card centre-card">
      <Flex justify="space-between" wrap gap={8}>
        <h2>
          {name(centre)} <span className="quiet number">{centre.code}</span> <SourceBadge kind={sourceKind} />
        </h2>
        <Flex gap={8}>
          {centre.needsContract ? <Tag>{c('needsContract')}</Tag> : null}
          <Tag color={STATE_COLOURS[state]}>{t(`state.${state}`)}</Tag>
        </Flex>
      </Flex>
      <p className="quiet">
        {ENGINE_NAMES[centre.engine]} {centre.apiVersion} ·{' '}
        {seenAt === null ? t('neverSeen') : t('seenAt', { at: drawInstant(seenAt).slice(0, 19) })}
      </p>
      {isUnproven(centre.engine) ? <Alert type="info" showIcon title={t('unproven')} /> : null}
      {fault === null ? null : <Alert type="warning" showIcon title={fault.message} />}
      <Loaded query={live}>{(now) => <CentreNow centre={centre} now={now} />}</Loaded>
      {centre.project === null ? null : (
        <p className="quiet">
          {capacity('builtBy')} <span className="number">{centre.project.projectNo}</span> {name(centre.project)}
        </p>
      )}
      <Flex gap={8} wrap>
        {mayLink ? <Button onClick={() => setOpen('link')}>{capacity('link')}</Button> : null}
        {mayEdit ? (
          <>
            <Button onClick={() => setOpen('edit')}>{t('edit')}</Button>
            <Button loading={attempt.isPending} onClick={() => attempt.mutate({ params: { centreId } })}>
              {t('try')}
            </Button>
            <Button disabled={live.data?.canReserve !== true} onClick={() => setOpen('maintain')}>
              {t('maintain')}
            </Button>
            {maySetPrice ? <Button onClick={() => setOpen('prices')}>{c('prices')}</Button> : null}
          </>
        ) : null}
      </Flex>
      {mayEdit && live.data?.fault === null && !live.data.canReserve ? (
        <p className="quiet">{t(`cannotReserve.${centre.engine}`, { version: centre.apiVersion })}</p>
      ) : null}
      {open === 'link' ? <LinkProject centre={centre} onClose={() => setOpen(undefined)} /> : null}
      {attempt.error ? <ProblemAlert error={attempt.error} /> : null}
      {attempt.data === undefined ? null : (
        <Alert
          type={attempt.data.isGood ? 'success' : 'warning'}
          showIcon
          title={t(attempt.data.isGood ? 'tried' : 'triedBad')}
          description={
            <ul className="centre-found">
              {attempt.data.found.map(({ code, isGood, found }) => (
                <li key={code}>
                  {isGood ? '✓' : '✗'} {t(`found.${code}`)} {found === '' ? null : <span className="number">{found}</span>}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {open === 'edit' ? <CentreDialog centre={centre} onClose={() => setOpen(undefined)} /> : null}
      {open === 'prices' ? <CentrePricesDialog centre={centre} onClose={() => setOpen(undefined)} /> : null}
      {open === 'maintain' ? <MaintenanceDialog centreId={centreId} onClose={() => setOpen(undefined)} /> : null}
    </section>
  )
}
