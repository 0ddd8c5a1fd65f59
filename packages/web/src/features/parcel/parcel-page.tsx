import { DeleteOutlined } from '@ant-design/icons'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Alert, App, Button, Flex, Tabs } from 'antd'
import { useMemo } from 'react'
import { z } from 'zod'
import { ProblemError } from '@ballast/contract/client.ts'
import type { Parcel } from '@ballast/contract/parcel.ts'
import { positionsOf } from '@ballast/domain/parcel/geometry-check.ts'
import type { ParcelGeometry } from '@ballast/domain/parcel/parcel-geometry.ts'
import { drawWan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useChineseName, useName, useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay, usePlanYear } from '../../app/session.tsx'
import { FactBadge } from '../../ui/fact-badge.tsx'
import { FactSheet } from '../../ui/fact-sheet.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ZoneMap, type MapBounds } from '../../ui/map.tsx'
import { Money } from '../../ui/money.tsx'
import { Page } from '../../ui/page.tsx'
import { RecordHistory } from '../../ui/record-history.tsx'
import { registerTexts } from '../../ui/register.texts.ts'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { useCodeNames, type CodeNames } from '../project/code-names.ts'
import { customFacts } from '../project/custom-facts.ts'
import { IllustrativeBadge } from './illustrative-badge.tsx'
import { ParcelAmountsTab } from './parcel-amounts-tab.tsx'
import { basicFacts, conditionFacts, parcelPatchOf, parcelTextsOf, supplyFacts } from './parcel-facts.ts'
import { ParcelGeometryTab } from './parcel-geometry-tab.tsx'
import { drawDecimal } from '../../ui/draw-decimal.ts'
import { parcelTexts } from './parcel.texts.ts'
import './parcel.css'

const TABS = ['facts', 'amounts', 'geometry', 'history'] as const
const pageSearch = z.object({ tab: z.enum(TABS).default('facts') })

export function ParcelPage() {
  const t = useTexts(parcelTexts)
  const { parcelId } = useParams({ from: '/parcels/$parcelId' })
  const planYear = usePlanYear()
  const query = useRoute('parcel.show', { params: { parcelId }, query: { planYear } })
  if (query.data) return <ParcelView parcel={query.data} />
  return (
    <Page title={t('title')}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  )
}

function ParcelView({ parcel }: { parcel: Parcel }) {
  const t = useTexts(parcelTexts)
  const [search, setSearch] = useSearchState(pageSearch)
  const codes = useCodeNames()
  const mayDelete = useMay('parcel.delete')
  const edit = useParcelEdit(parcel, codes)
  const named = { nameZh: parcel.name, nameEn: parcel.nameEn }
  const title = useName()(named)
  const chineseName = useChineseName()(named)
  const box = useMemo(() => boxOf(parcel.geometry), [parcel.geometry])
  const tab = {
    facts: <FactsTab parcel={parcel} codes={codes} edit={edit} />,
    amounts: <ParcelAmountsTab parcel={parcel} />,
    geometry: <ParcelGeometryTab key={parcel.version} parcel={parcel} box={box} mayEdit={edit.mayEdit} save={edit.save} />,
    history: <HistoryTab parcel={parcel} codes={codes} />,
  }[search.tab]
  return (
    <Page
      title={title}
      subtitle={
        <Flex wrap gap="4px 16px" align="center">
          {chineseName === undefined ? null : <span lang="zh-CN">{chineseName}</span>}
          {parcel.names.length > 1 ? <span>{codes.joined(parcel.names.slice(1))}</span> : null}
          <span>{codes.nameOf('land-use', parcel.landUseCode)}</span>
          <span>{codes.nameOf('parcel-status', parcel.status)}</span>
          {parcel.areaMu === null ? null : (
            <span className="number">
              {drawDecimal(parcel.areaOfficialM2 ?? parcel.areaComputedM2)} {t('m2')} · {drawDecimal(parcel.areaMu)} {t('mu')}
            </span>
          )}
          {parcel.lengthM === null ? null : (
            <span className="number">
              {drawDecimal(parcel.lengthM)} {t('metres')}
            </span>
          )}
          <span>
            {t('plan', { year: parcel.planYear })} <Money yuan={parcel.planYuan} withUnit />
            {parcel.sourceKind !== 'simulated' && parcel.planSourceKind === 'simulated' ? <SourceBadge kind="simulated" /> : null}
          </span>
          {parcel.planYuanPerMu === null ? null : (
            <span>
              <Money yuan={parcel.planYuanPerMu} /> <span className="unit">{t('perMuUnit')}</span>
            </span>
          )}
          <SourceBadge kind={parcel.sourceKind} citation={parcel.citation} />
        </Flex>
      }
      actions={mayDelete ? <DeleteButton parcel={parcel} /> : null}
    >
      <div className="parcel-page-split">
        <Tabs
          activeKey={search.tab}
          onChange={(key) => setSearch({ tab: key as (typeof TABS)[number] })}
          items={TABS.map((key) => ({ key, label: t(key), children: key === search.tab ? tab : null }))}
        />
        <div className="parcel-map">
          {box === null ? (
            <p className="quiet">{t('notDrawn')}</p>
          ) : (
            <>
              <ZoneMap planYear={parcel.planYear} height={320} hasLegend={false} selected={parcel.parcelId} focus={box} />
              <Flex justify="space-between" align="center" style={{ marginTop: 6 }}>
                <span>{geometrySource(parcel) === undefined ? null : <IllustrativeBadge citation={geometrySource(parcel)} />}</span>
                <Link
                  to="/parcels"
                  search={{ selected: parcel.parcelId, lng: (box[0] + box[2]) / 2, lat: (box[1] + box[3]) / 2, zoom: 14.5 } as never}
                >
                  {t('onMap')}
                </Link>
              </Flex>
            </>
          )}
        </div>
      </div>
    </Page>
  )
}

/** Where an illustrative shape comes from; undefined for a surveyed or published one. */
const geometrySource = (parcel: Parcel): string | undefined => {
  const source = parcel.provenance['geometry']
  if (source !== undefined) return source.kind === 'public' ? undefined : source.citation
  return parcel.sourceKind === 'simulated' ? (parcel.citation ?? '') : undefined
}

function boxOf(geometry: Parcel['geometry']): MapBounds | null {
  if (geometry === null) return null
  const positions = positionsOf(geometry as unknown as ParcelGeometry)
  const [lngs, lats] = [positions.map(([lng]) => lng), positions.map(([, lat]) => lat)]
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}

function useParcelEdit(parcel: Parcel, codes: CodeNames) {
  const edit = useAction('parcel.edit', ['parcel.', 'cockpit.', 'plan.', 'project.'])
  return {
    version: parcel.version,
    mayEdit: useMay('parcel.edit'),
    save: (changes: Record<string, string>, ifMatch: string) =>
      edit.mutateAsync({ params: { parcelId: parcel.parcelId }, body: parcelPatchOf(changes, codes.lists?.customFields), ifMatch }),
    readCurrent: (current: unknown) => ({ version: (current as Parcel).version, texts: parcelTextsOf(current as Parcel) }),
  }
}

function FactsTab({ parcel, codes, edit }: { parcel: Parcel; codes: CodeNames; edit: ReturnType<typeof useParcelEdit> }) {
  const t = useTexts(parcelTexts)
  const r = useTexts(registerTexts)
  const name = useName()
  const texts = parcelTextsOf(parcel)
  const fields = (codes.lists?.customFields ?? []).filter((field) => field.subjectType === 'parcel')
  const badge = (fact: { key: string }) => <FactBadge record={parcel} field={fact.key} />
  return (
    <>
      {parcel.notices.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          title={t('notices')}
          style={{ marginBottom: 12 }}
          description={parcel.notices.map((notice, index) => <div key={index}>{notice.message}</div>)}
        />
      )}
      <FactSheet
        {...edit}
        title={t('basics')}
        facts={basicFacts(t, codes, texts)}
        renderBadge={badge}
        render={({ key, value }) =>
          (key === 'areaOfficialM2' || key === 'floorAreaM2') && value !== '' ? (
            <span className="number">{drawDecimal(value)}</span>
          ) : undefined
        }
      />
      <FactSheet {...edit} title={t('conditions')} facts={conditionFacts(t, texts)} renderBadge={badge} />
      <FactSheet {...edit} title={t('supply')} facts={supplyFacts(t, codes, texts)} renderBadge={badge} />
      {fields.length === 0 ? null : (
        <FactSheet {...edit} title={t('other')} facts={customFacts(fields, texts, codes, name)} renderBadge={badge} />
      )}
      <p className="quiet">
        {t('areaComputedM2')} <span className="number">{drawDecimal(parcel.areaComputedM2) || '—'}</span>
        {parcel.citation === null ? '' : ` · ${r('labelled', { label: t('citation'), value: parcel.citation })}`}
      </p>
    </>
  )
}

function HistoryTab({ parcel, codes }: { parcel: Parcel; codes: CodeNames }) {
  const t = useTexts(parcelTexts)
  const r = useTexts(registerTexts)
  const texts = parcelTexts['zh-CN'] as Readonly<Record<string, string>>
  const labelOf = (field: string) => {
    const [group = '', ...rest] = field === 'priceYuan' ? ['priceFen'] : field.split('.')
    return [group in texts ? t(group as 'name') : group, ...rest].join(' · ')
  }
  const drawn = (field: string, text: string) => {
    if (field === 'landUseCode') return codes.nameOf('land-use', text)
    if (field === 'status') return codes.nameOf('parcel-status', text)
    if (field === 'supplyMode') return codes.nameOf('supply-mode', text)
    if (field === 'kind') return t(`kind.${text as 'parcel'}`)
    if (field === 'sourceKind') return t(`source.${text as 'public'}`)
    if (field === 'priceYuan') return `${drawWan(parseYuan(text))} ${r('wan')}`
    return text
  }
  return (
    <RecordHistory
      route="parcel.history"
      params={{ parcelId: parcel.parcelId }}
      labelOf={labelOf}
      drawn={drawn}
      actionName={(action) => {
        const verb = `action.${action.split('.')[1] ?? ''}`
        return verb in texts ? t(verb as 'action.edit') : action
      }}
    />
  )
}

function DeleteButton({ parcel }: { parcel: Parcel }) {
  const t = useTexts(parcelTexts)
  const name = useName()
  const { modal, message } = App.useApp()
  const navigate = useNavigate()
  const remove = useAction('parcel.delete', ['parcel.list'])
  const ask = () =>
    modal.confirm({
      title: t('deleteTitle', { name: name({ nameZh: parcel.name, nameEn: parcel.nameEn }) }),
      content: t('deleteHint'),
      okText: t('delete'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await remove.mutateAsync({ params: { parcelId: parcel.parcelId }, ifMatch: parcel.version })
          void message.success(t('deleted'))
          void navigate({ to: '/parcels' })
        } catch (error) {
          const problem = error instanceof ProblemError ? error.problem : undefined
          modal.error({
            title: problem?.title ?? String(error),
            content: (
              <ul>
                {problem?.reasons.map((reason, index) => (
                  <li key={index}>{reason.message}</li>
                ))}
              </ul>
            ),
          })
        }
      },
    })
  return (
    <Button danger icon={<DeleteOutlined />} onClick={() => void ask()}>
      {t('delete')}
    </Button>
  )
}
