import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Empty, Table } from 'antd'
import { useState } from 'react'
import type { ProblemError } from '@ballast/contract/client.ts'
import type { ImportOutcome, ImportRow } from '@ballast/contract/exchange.ts'
import { formatWanExact, parseYuan } from '@ballast/domain/shared/money.ts'
import { api } from '../../app/api.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { exchangeTexts } from './exchange.texts.ts'
import { RUN_ROUTES, type RunKind } from './run-routes.ts'

const PAGE = 50
const SHOWN_CHANGES = 6

type Page = { rows: ImportRow[]; next: string | null }

interface Props {
  kind: RunKind
  importId: string
  outcome: ImportOutcome
  version: string
}

/** Rows of one outcome: each changed cell as it was and as it would be, each reason in its cell. */
export function PreviewTable({ kind, importId, outcome, version }: Props) {
  const t = useTexts(exchangeTexts)
  const { locale } = useLanguage()
  const name = useName()
  const query = useInfiniteQuery<Page, ProblemError, { pages: Page[] }, unknown[], string | undefined>({
    queryKey: [RUN_ROUTES[kind].preview, importId, outcome, version, locale],
    queryFn: ({ pageParam, signal }) =>
      api(RUN_ROUTES[kind].preview, { params: { importId }, query: { outcome, cursor: pageParam, limit: PAGE } }, { signal }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  if (query.error) return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      <Table<ImportRow>
        size="small"
        rowKey={(row) => `${row.sheet}!${row.rowNumber}`}
        loading={query.isPending}
        dataSource={query.data?.pages.flatMap((page) => page.rows) ?? []}
        pagination={false}
        scroll={{ x: 480 }}
        locale={{ emptyText: <Empty description={t('nothingHere')} /> }}
        columns={[
          { title: t('sheet'), dataIndex: 'sheet', width: 130, ellipsis: true, responsive: ['md'] },
          { title: t('row'), dataIndex: 'rowNumber', width: 60, align: 'right', className: 'number' },
          {
            title: t('key'),
            dataIndex: 'key',
            width: kind === 'returns' ? 200 : 140,
            ellipsis: kind !== 'returns',
            render: (key: string, { project }) =>
              project === null ? (
                key
              ) : (
                <>
                  {name(project)} <span className="quiet number">{key}</span>
                </>
              ),
          },
          {
            title: outcome === 'refused' ? t('reasons') : t('what'),
            render: (_, row) => (outcome === 'refused' ? <Reasons row={row} /> : <Changes row={row} />),
          },
        ]}
      />
      {query.hasNextPage ? (
        <Button style={{ marginTop: 8 }} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </>
  )
}

const cellOf = (at: string | null | undefined): string | null => (at == null ? null : at.slice(at.lastIndexOf('!') + 1))

function Reasons({ row }: { row: ImportRow }) {
  return row.reasons.map((reason, index) => (
    <div className="exchange-change" key={index}>
      <code>{cellOf(reason.at) ?? ''}</code>
      <span className="exchange-reason">{reason.message}</span>
    </div>
  ))
}

function Changes({ row }: { row: ImportRow }) {
  const t = useTexts(exchangeTexts)
  const [isOpen, setOpen] = useState(false)
  const shown = isOpen ? row.changes : row.changes.slice(0, SHOWN_CHANGES)
  return (
    <>
      {shown.map((change) => (
        <div className="exchange-change" key={change.field}>
          {change.at === null ? null : <code>{cellOf(change.at)}</code>}
          <span className="quiet">{change.label}</span>
          {row.outcome === 'new' ? null : (
            <>
              <Value text={change.before} isMoney={change.isMoney} className="exchange-before" />
              <span aria-hidden>→</span>
            </>
          )}
          <Value text={change.after} isMoney={change.isMoney} className="exchange-after" />
        </div>
      ))}
      <Reasons row={row} />
      {row.changes.length > SHOWN_CHANGES ? (
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('showLess') : t('showAll', { count: row.changes.length })}
        </Button>
      ) : null}
    </>
  )
}

/** As many decimals as the amount has in 万元, and two at least: what is compared is compared to the fen. */
const exactDigits = (yuan: string): number => Math.max(2, formatWanExact(parseYuan(yuan)).split('.')[1]?.length ?? 0)

function Value({ text, isMoney, className }: { text: string | null; isMoney: boolean; className: string }) {
  const t = useTexts(exchangeTexts)
  if (text === null) return <span className={`${className} quiet`}>{t('blank')}</span>
  return (
    <span className={className}>
      {isMoney && /^-?\d+\.\d\d$/.test(text) ? <Money yuan={text} unit="wan" digits={exactDigits(text)} withUnit /> : text}
    </span>
  )
}
