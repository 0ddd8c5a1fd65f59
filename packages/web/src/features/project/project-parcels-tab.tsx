import { Link } from '@tanstack/react-router'
import { Empty, Flex, Tag } from 'antd'
import type { Project } from '@ballast/contract/project.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import type { CodeNames } from './code-names.ts'
import { FactBadge } from '../../ui/fact-badge.tsx'
import { projectTexts, type ProjectTextKey } from './project.texts.ts'
import './project.css'

/** Exact percents of a ratio text: "0.333333" → "33.3333%". */
const percentText = (ratio: string): string => {
  const [whole = '0', fraction = ''] = ratio.split('.')
  const digits = fraction.padEnd(6, '0')
  const rest = digits.slice(2).replace(/0+$/, '')
  return `${Number(whole + digits.slice(0, 2))}${rest === '' ? '' : `.${rest}`}%`
}

/** Where the project stands, and what of its plan stands there. */
export function ProjectParcelsTab({ project, codes }: { project: Project; codes: CodeNames }) {
  const t = useTexts(projectTexts)
  const name = useName()
  const plan = project.plans[0]
  const shares = plan?.shares ?? []
  if (project.parcels.length === 0 && shares.length === 0) return <Empty description={t('noParcels')} />
  const others = shares.filter((share) => !project.parcels.some(({ parcelId }) => parcelId === share.parcelId))
  const line = (parcelId: string, shownName: string, parcel?: Project['parcels'][number]) => {
    const share = shares.find((item) => item.parcelId === parcelId)
    return (
      <tr key={parcelId}>
        <th scope="row">
          <Link to="/parcels/$parcelId" params={{ parcelId }}>
            {shownName}
          </Link>
          {parcel?.kind === 'corridor' ? <Tag className="badge">{t('corridor')}</Tag> : null}
        </th>
        <td>{parcel ? (parcel.areaM2 ?? `${t('allOfIt')} ${parcel.areaOfficialM2 ?? parcel.areaComputedM2 ?? ''}`) : '—'}</td>
        <td style={{ textAlign: 'start' }}>{codes.nameOf('land-use', parcel?.landUseCode ?? null) || '—'}</td>
        <td style={{ textAlign: 'start' }}>{codes.nameOf('parcel-status', parcel?.status ?? null) || '—'}</td>
        <td>
          {share ? (
            <>
              {percentText(share.share)} <span className="quiet">{t(`method.${share.method}` as ProjectTextKey)}</span>
            </>
          ) : (
            '—'
          )}
        </td>
        <td>{share ? <Money yuan={share.yuan} /> : '—'}</td>
      </tr>
    )
  }
  return (
    <section className="card">
      <h2 style={{ margin: '0 0 8px', fontSize: 16 }}>
        {t('parcels')} <FactBadge record={project} field="parcels" />
      </h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('parcels')}>
        <table className="month-table">
          <thead>
            <tr>
              <th scope="col">{t('parcels')}</th>
              <th scope="col">{t('areaM2')}</th>
              <th scope="col" style={{ textAlign: 'start' }}>
                {t('landUse')}
              </th>
              <th scope="col" style={{ textAlign: 'start' }}>
                {t('status')}
              </th>
              <th scope="col">{t('share')}</th>
              <th scope="col">{plan ? t('plan', { year: plan.year }) : t('amount')}</th>
            </tr>
          </thead>
          <tbody>
            {project.parcels.map((parcel) => line(parcel.parcelId, name({ nameZh: parcel.name, nameEn: parcel.nameEn }), parcel))}
            {others.map((share) => line(share.parcelId, name({ nameZh: share.name, nameEn: share.nameEn })))}
          </tbody>
        </table>
      </div>
      <Flex wrap gap="4px 12px" style={{ marginBlockStart: 12 }}>
        <Link to="/parcels" search={{ projectId: [project.projectId] } as never}>
          {t('openMap')}
        </Link>
        <span className="quiet">{t('unitHint')}</span>
      </Flex>
    </section>
  )
}
