import { AimOutlined, BorderOutlined, CompressOutlined, EditOutlined, EnvironmentOutlined } from '@ant-design/icons'
import { Button, Dropdown, Form, InputNumber, Popover } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../app/language.tsx'
import type { MapBounds } from '../../ui/map.tsx'
import { parcelTexts } from './parcel.texts.ts'

interface Props {
  onDraw: (shape: 'polygon' | 'rectangle') => void
  onMapView: () => void
  onBounds: (bounds: MapBounds) => void
  /** What the coordinate boxes begin with. */
  bounds: MapBounds | null
}

/** Ways to say in which area the list looks: by pointer on the map, or by coordinates. */
export function AreaTools({ onDraw, onMapView, onBounds, bounds }: Props) {
  const t = useTexts(parcelTexts)
  const [isTyping, setTyping] = useState(false)
  return (
    <Popover
      open={isTyping}
      trigger={[]}
      placement="bottomRight"
      onOpenChange={setTyping}
      content={
        <CoordinateBoxes
          bounds={bounds}
          onCancel={() => setTyping(false)}
          onBounds={(given) => {
            setTyping(false)
            onBounds(given)
          }}
        />
      }
    >
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'polygon', icon: <EditOutlined />, label: t('drawPolygon'), onClick: () => onDraw('polygon') },
            { key: 'rectangle', icon: <BorderOutlined />, label: t('drawRectangle'), onClick: () => onDraw('rectangle') },
            { key: 'view', icon: <CompressOutlined />, label: t('useMapView'), onClick: onMapView },
            { key: 'coordinates', icon: <AimOutlined />, label: t('byCoordinates'), onClick: () => setTyping(true) },
          ],
        }}
      >
        <Button icon={<EnvironmentOutlined />}>{t('areaFilter')}</Button>
      </Dropdown>
    </Popover>
  )
}

const SIDES = ['west', 'south', 'east', 'north'] as const
const FOUR_DECIMALS = 4

function CoordinateBoxes({
  bounds,
  onBounds,
  onCancel,
}: {
  bounds: MapBounds | null
  onBounds: (bounds: MapBounds) => void
  onCancel: () => void
}) {
  const t = useTexts(parcelTexts)
  const [values, setValues] = useState<(number | null)[]>(() => (bounds ?? []).map((value) => Number(value.toFixed(FOUR_DECIMALS))))
  const [isWrong, setWrong] = useState(false)
  const apply = () => {
    const [west, south, east, north] = values
    const isGood =
      typeof west === 'number' &&
      typeof south === 'number' &&
      typeof east === 'number' &&
      typeof north === 'number' &&
      west < east &&
      south < north
    setWrong(!isGood)
    if (isGood) onBounds([west, south, east, north])
  }
  return (
    <Form layout="vertical" style={{ width: 240 }} onFinish={apply}>
      {SIDES.map((side, index) => (
        <Form.Item key={side} label={t(side)} htmlFor={`area-${side}`} style={{ marginBottom: 8 }}>
          <InputNumber
            id={`area-${side}`}
            autoFocus={index === 0}
            style={{ width: '100%' }}
            min={side === 'west' || side === 'east' ? -180 : -85}
            max={side === 'west' || side === 'east' ? 180 : 85}
            step={0.01}
            value={values[index] ?? null}
            onChange={(value) => setValues((old) => SIDES.map((_side, at) => (at === index ? value : (old[at] ?? null))))}
          />
        </Form.Item>
      ))}
      {isWrong ? (
        <p role="alert" className="fact-error">
          {t('coordinatesWrong')}
        </p>
      ) : null}
      <Button type="primary" htmlType="submit" size="small">
        {t('areaFilter')}
      </Button>{' '}
      <Button size="small" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </Form>
  )
}
