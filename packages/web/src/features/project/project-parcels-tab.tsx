import { Link } from '@tanstack/react-router'
import { Empty, Flex, Tag } from 'antd'
import type { Project } from '@ballast/contract/project.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { drawDecimal } from '../../ui/draw-decimal.ts'
import { Money } from '../../ui/money.tsx'
import type { CodeNames } from './code-names.ts'
import { ListEditButtons } from './list-edit-buttons.tsx'
import { isUsedParcel, ProjectParcelsForm, usedParcelsOf, type UsedParcel } from './project-parcels-form.tsx'
import { useListEdit } from './use-list-edit.ts'
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
  const mayEdit = useMay('project.edit')
  const edit = useListEdit<UsedParcel>(project, { read: usedParcelsOf, patch: (parcels) => ({ parcels: [...parcels] }) })
  const plan = project.plans[0]
  const shares = plan?.shares ?? []
  const others = shares.filter((share) => !project.parcels.some(({ parcelId }) => parcelId === share.parcelId))
  const areaText = ({ areaM2, areaOfficialM2, areaComputedM2 }: Project['parcels'][number]) =>
    areaM2 === null ? `${t('allOfIt')} ${drawDecimal(areaOfficialM2 ?? areaComputedM2)}` : drawDecimal(areaM2)
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
        <td>{parcel ? areaText(parcel) : '—'}</td>
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
    <section className="card" aria-label={t('parcels')}>
      <Flex justify="space-between" align="center" gap={8} style={{ marginBottom: 8 }}>
        <h2 style={{ margin: 0, fontSize: 16 }}>
          {t('parcels')} <FactBadge record={project} field="parcels" />
        </h2>
        {mayEdit ? <ListEditButtons title={t('parcels')} edit={edit} maySave={edit.items?.every(isUsedParcel) ?? false} /> : null}
      </Flex>
      {edit.error ? <ProblemAlert error={edit.error} labelOf={() => undefined} /> : null}
      {edit.items === null ? null : <ProjectParcelsForm project={project} items={edit.items} onItems={edit.set} />}
      {edit.items === null && project.parcels.length === 0 && shares.length === 0 ? <Empty description={t('noParcels')} /> : null}
      <div
        hidden={edit.items !== null || (project.parcels.length === 0 && shares.length === 0)}
        className="scroll-x"
        tabIndex={0}
        role="region"
        aria-label={t('parcels')}
      >
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
