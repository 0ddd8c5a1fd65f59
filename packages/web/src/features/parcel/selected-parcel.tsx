import { CloseOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import type { CodeNames } from '../project/code-names.ts'
import { IllustrativeBadge } from './illustrative-badge.tsx'
import { drawDecimal } from '../../ui/draw-decimal.ts'
import { parcelTexts } from './parcel.texts.ts'

interface Props {
  parcelId: string
  planYear: number
  codes: CodeNames
  onClose: () => void
}

/** The parcel that is selected on the map or in the list, in a few lines. */
export function SelectedParcel({ parcelId, planYear, codes, onClose }: Props) {
  const t = useTexts(parcelTexts)
  const name = useName()
  const query = useRoute('parcel.show', { params: { parcelId }, query: { planYear } }, { keepPrevious: true })
  return (
    <section className="card parcel-selected" aria-label={t('selected')}>
      <Loaded query={query} skeleton={<span className="quiet">…</span>}>
        {(parcel) => (
          <>
            <Flex justify="space-between" align="start" gap={8}>
              <strong>
                <Link to="/parcels/$parcelId" params={{ parcelId }}>
                  {name({ nameZh: parcel.name, nameEn: parcel.nameEn })}
                </Link>
                <SourceBadge kind={parcel.sourceKind} citation={parcel.citation} />
                {parcel.provenance['geometry'] !== undefined && parcel.provenance['geometry'].kind !== 'public' ? (
                  <IllustrativeBadge citation={parcel.provenance['geometry'].citation} />
                ) : null}
              </strong>
              <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t('close')} onClick={onClose} />
            </Flex>
            <Flex wrap gap="2px 18px" className="parcel-selected-facts">
              <span>{codes.nameOf('land-use', parcel.landUseCode)}</span>
              <span>{codes.nameOf('parcel-status', parcel.status)}</span>
              {parcel.areaMu === null ? null : (
                <span className="number">
                  {drawDecimal(parcel.areaMu)} {t('mu')}
                </span>
              )}
              {parcel.lengthM === null ? null : (
                <span className="number">
                  {drawDecimal(parcel.lengthM)} {t('metres')}
                </span>
              )}
              <span>
                {t('plan', { year: planYear })} <Money yuan={parcel.planYuan} withUnit />
                {parcel.sourceKind !== 'simulated' && parcel.planSourceKind === 'simulated' ? <SourceBadge kind="simulated" /> : null}
              </span>
              {parcel.planYuanPerMu === null ? null : (
                <span>
                  <Money yuan={parcel.planYuanPerMu} /> <span className="unit">{t('perMuUnit')}</span>
                </span>
              )}
            </Flex>
            <div className="parcel-selected-projects">
              {parcel.projects.length === 0 ? <span className="quiet">{t('noProjects')}</span> : null}
              {parcel.projects.slice(0, 4).map((project) => (
                <div key={project.projectId}>
                  <Link to="/projects/$projectId" params={{ projectId: project.projectId }}>
                    {name(project)}
                  </Link>{' '}
                  {project.planYuan === null ? null : <Money yuan={project.planYuan} withUnit />}
                </div>
              ))}
              {parcel.projects.length > 4 ? <span className="quiet">{t('more', { count: parcel.projects.length })}</span> : null}
            </div>
          </>
        )}
      </Loaded>
    </section>
  )
}
