import { BorderOutlined, CompressOutlined, EditOutlined, EnvironmentOutlined } from '@ant-design/icons'
import { Button, Drawer, Flex } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../app/language.tsx'
import { ringOfText, textOfRing } from '../../ui/map-area.ts'
import { ZoneMap, type MapBounds } from '../../ui/map.tsx'
import { projectTexts } from './project.texts.ts'

interface Props {
  area: string | undefined
  planYear: number
  onArea: (area: string | undefined) => void
}

/** Says on the map in which area the listed projects stand. */
export function AreaFilter({ area, planYear, onArea }: Props) {
  const t = useTexts(projectTexts)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon={<EnvironmentOutlined />} onClick={() => setOpen(true)}>
        {t('areaFilter')}
      </Button>
      {isOpen ? (
        <AreaDrawer
          area={area}
          planYear={planYear}
          onClose={() => setOpen(false)}
          onArea={(text) => {
            onArea(text)
            setOpen(false)
          }}
        />
      ) : null}
    </>
  )
}

function AreaDrawer({ area, planYear, onArea, onClose }: Props & { onClose: () => void }) {
  const t = useTexts(projectTexts)
  const [drawing, setDrawing] = useState<'polygon' | 'rectangle' | null>(area === undefined ? 'polygon' : null)
  const [bounds, setBounds] = useState<MapBounds | null>(null)
  const [shown] = useState(() => ringOfText(area))
  return (
    <Drawer open title={t('areaFilter')} size={860} onClose={onClose} keyboard={drawing === null}>
      <Flex gap={8} wrap style={{ marginBottom: 8 }}>
        <Button icon={<EditOutlined />} type={drawing === 'polygon' ? 'primary' : 'default'} onClick={() => setDrawing('polygon')}>
          {t('drawPolygon')}
        </Button>
        <Button icon={<BorderOutlined />} type={drawing === 'rectangle' ? 'primary' : 'default'} onClick={() => setDrawing('rectangle')}>
          {t('drawRectangle')}
        </Button>
        <Button
          icon={<CompressOutlined />}
          disabled={bounds === null}
          onClick={() => {
            if (bounds === null) return
            const [west, south, east, north] = bounds
            onArea(
              textOfRing([
                [west, south],
                [east, south],
                [east, north],
                [west, north],
              ]),
            )
          }}
        >
          {t('useMapView')}
        </Button>
        {area === undefined ? null : <Button onClick={() => onArea(undefined)}>{t('clearArea')}</Button>}
      </Flex>
      <ZoneMap
        planYear={planYear}
        height="calc(100vh - 190px)"
        area={shown}
        drawing={drawing}
        onView={(_view, next) => setBounds(next)}
        onDrawn={(ring) => {
          setDrawing(null)
          if (ring) onArea(textOfRing(ring))
        }}
      />
    </Drawer>
  )
}
