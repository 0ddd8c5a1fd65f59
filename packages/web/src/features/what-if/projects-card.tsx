import { Button, Flex } from 'antd'
import { useState } from 'react'
import type { WireChange } from '@ballast/contract/scenario.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { useTexts } from '../../app/language.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { LATER } from './edits.ts'
import { ProjectRow, type GateRow } from './gate-rows.tsx'
import { whatIfTexts } from './what-if.texts.ts'

/** So many rows stand there at first. */
const FIRST = 25

interface Props {
  readonly rows: readonly GateRow[]
  readonly year: number
  readonly known: number
  readonly changes: readonly WireChange[]
  readonly onGate: (projectId: string, gate: LifeGate, on: string | null, isDrag: boolean) => void
  readonly onDropped: () => void
  readonly onEdit: (projectId: string) => void
}

/** The projects with the gates that they wait for; what moves the year most comes first. */
export function ProjectsCard({ rows, ...rest }: Props) {
  const t = useTexts(whatIfTexts)
  const [isAll, setIsAll] = useState(false)
  const [search, setSearch] = useState('')
  const wanted = search.toLowerCase()
  const found = wanted === '' ? rows : rows.filter(({ name }) => name.toLowerCase().includes(wanted))
  const shown = isAll || wanted !== '' ? found : found.filter(({ gates }) => gates.length > 0).slice(0, FIRST)
  return (
    <section className="card">
      <Flex justify="space-between" align="center" wrap gap={8}>
        <h2>{t('projects')}</h2>
        <SearchBox value={search} onSearch={setSearch} label={t('search')} placeholder={t('search')} width={260} />
      </Flex>
      <p className="quiet">{t('projectsHint')}</p>
      <div className="what-if-row what-if-axis" aria-hidden="true">
        <span />
        <div className="what-if-track">
          {Array.from({ length: LATER }, (_, place) => (
            <b key={place}>{place + 1 < LATER ? place + 1 : t('later')}</b>
          ))}
        </div>
      </div>
      {shown.map((row) => (
        <ProjectRow key={row.projectId} row={row} {...rest} />
      ))}
      {wanted === '' ? (
        <Button type="link" onClick={() => setIsAll(!isAll)}>
          {isAll ? t('fewer') : t('all', { count: rows.length })}
        </Button>
      ) : null}
    </section>
  )
}
