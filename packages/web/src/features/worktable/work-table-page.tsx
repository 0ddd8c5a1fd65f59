import { Link, useBlocker } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { Page } from '../../ui/page.tsx'
import { filterOf, NO_FILTER } from '../project/project-search.ts'
import { MonthsTable } from './months-table.tsx'
import { RegisterTable } from './register-table.tsx'
import type { WorkTableFrame } from './work-table-editor.tsx'
import { workTableSearch } from './work-table-search.ts'
import { workTableTexts } from './work-table.texts.ts'

/** Edits many projects and months in a grid, as in Excel. */
export function WorkTablePage() {
  const w = useTexts(workTableTexts)
  const [search, setSearch] = useSearchState(workTableSearch)
  const [dirty, setDirty] = useState(0)
  useBlocker({
    shouldBlockFn: ({ current, next }) => dirty > 0 && current.pathname !== next.pathname && !window.confirm(w('leave')),
    enableBeforeUnload: () => dirty > 0,
  })
  const frame = useMemo<WorkTableFrame>(
    () => ({ find: search.find, onFind: (text) => setSearch({ find: text === '' ? undefined : text }), onDirty: setDirty }),
    [search.find, setSearch],
  )
  const { set, versionId: _version, part: _part, find: _find, ...list } = search
  const isFiltered = Object.values(filterOf(list)).some((value) => value !== undefined)
  return (
    <Page
      title={w('title')}
      subtitle={w('subtitle')}
      actions={
        <>
          {isFiltered ? (
            <Button disabled={dirty > 0} onClick={() => setSearch({ ...NO_FILTER })}>
              {w('showAll')}
            </Button>
          ) : null}
          <Segmented
            value={set}
            disabled={dirty > 0}
            title={dirty > 0 ? w('switchDirty') : ''}
            options={[
              { value: 'register', label: w('register') },
              { value: 'months', label: w('months') },
            ]}
            onChange={(value) => setSearch({ set: value === 'months' ? 'months' : 'register' })}
          />
          <Link to="/projects" search={filterOf(list) as never}>
            {w('back')}
          </Link>
        </>
      }
    >
      {set === 'register' ? (
        <RegisterTable search={search} frame={frame} />
      ) : (
        <MonthsTable search={search} setSearch={setSearch} frame={frame} isDirty={dirty > 0} />
      )}
    </Page>
  )
}
