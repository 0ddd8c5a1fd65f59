import { ArrowDownOutlined, ArrowUpOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import type { ReactNode } from 'react'
import { useTexts } from '../app/language.tsx'
import { registerTexts } from './register.texts.ts'

interface Props {
  columns: readonly { key: string; title: string; fixed?: boolean; hidden?: boolean }[]
  /** Keys of the shown columns in order; undefined: the default. */
  chosen: readonly string[] | undefined
  onChoose: (keys: string[] | undefined) => void
  /** What else can be done about columns. */
  extra?: ReactNode
}

/** Which columns are shown, and in which order. */
export function ColumnPicker({ columns, chosen, onChoose, extra }: Props) {
  const t = useTexts(registerTexts)
  const open = columns.filter((column) => !column.fixed)
  const shown = chosen ?? open.filter((column) => !column.hidden).map(({ key }) => key)
  const listed = [
    ...shown.flatMap((key) => open.find((column) => column.key === key) ?? []),
    ...open.filter(({ key }) => !shown.includes(key)),
  ]
  const move = (index: number, by: number) => {
    const next = [...shown]
    const [key] = next.splice(index, 1)
    if (key !== undefined) next.splice(index + by, 0, key)
    onChoose(next)
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('columnsOf')}
      content={
        <>
          <ul className="picker-list">
            {listed.map(({ key, title }) => {
              const index = shown.indexOf(key)
              return (
                <li key={key}>
                  <Checkbox
                    checked={index >= 0}
                    onChange={({ target }) => onChoose(target.checked ? [...shown, key] : shown.filter((item) => item !== key))}
                  >
                    {title}
                  </Checkbox>
                  <Button
                    size="small"
                    type="text"
                    icon={<ArrowUpOutlined />}
                    aria-label={t('moveUp', { name: title })}
                    disabled={index <= 0}
                    onClick={() => move(index, -1)}
                  />
                  <Button
                    size="small"
                    type="text"
                    icon={<ArrowDownOutlined />}
                    aria-label={t('moveDown', { name: title })}
                    disabled={index < 0 || index === shown.length - 1}
                    onClick={() => move(index, 1)}
                  />
                </li>
              )
            })}
          </ul>
          <Button size="small" type="link" onClick={() => onChoose(undefined)}>
            {t('reset')}
          </Button>
          {extra}
        </>
      }
    >
      <Button icon={<SettingOutlined />}>{t('columns')}</Button>
    </Popover>
  )
}
