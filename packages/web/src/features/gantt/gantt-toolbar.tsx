import { AimOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Segmented, Select, Tooltip } from 'antd'
import type { GANTT_SORTS } from '@ballast/contract/gantt.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { BaselinePicker } from './baseline-picker.tsx'
import { GROUPINGS } from './gantt-groups.ts'
import { ZOOMS } from './gantt-scale.ts'
import { VIEWS, type GanttSearch, type GanttSearchChange } from './gantt-search.ts'
import { ganttTexts } from './gantt.texts.ts'

const SORTS = ['start', '-start', 'nameZh', '-nameZh', '-slip', 'slip'] as const satisfies readonly (typeof GANTT_SORTS)[number][]

/** How the chart is drawn: grouping, order, baseline, scale. */
export function GanttToolbar({ search, onChange }: { search: GanttSearch; onChange: (change: GanttSearchChange) => void }) {
  const t = useTexts(ganttTexts)
  const maySeeLights = useMay('light.list')
  return (
    <div className="gantt-bar no-print">
      <Select
        aria-label={t('group')}
        value={search.group}
        popupMatchSelectWidth={false}
        options={GROUPINGS.filter((value) => value !== 'light' || maySeeLights).map((value) => ({ value, label: t(`group.${value}`) }))}
        onChange={(group) => onChange({ group, folded: undefined })}
      />
      <Select
        aria-label={t('sort')}
        value={search.sort}
        popupMatchSelectWidth={false}
        options={SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))}
        onChange={(sort) => onChange({ sort })}
      />
      <BaselinePicker baselineId={search.baselineId} onBaseline={(baselineId) => onChange({ baselineId })} />
      <Segmented
        aria-label={t('view')}
        value={search.view}
        options={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
        onChange={(view) => onChange({ view })}
      />
      {search.view === 'bars' ? (
        <>
          <Segmented
            aria-label={t('zoom')}
            value={search.zoom}
            options={ZOOMS.map((value) => ({ value, label: t(`zoom.${value}`) }))}
            onChange={(zoom) => onChange({ zoom })}
          />
          {search.zoom === 'fit' || search.from === undefined ? null : (
            <Button icon={<AimOutlined />} onClick={() => onChange({ from: undefined })}>
              {t('toToday')}
            </Button>
          )}
        </>
      ) : null}
      <Tooltip title={t('printHint')}>
        <Button icon={<PrinterOutlined />} className="push" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </Tooltip>
    </div>
  )
}
