import { SafetyCertificateOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Empty } from 'antd'
import { useMemo } from 'react'
import type { AuditEntryRow, AuditVerificationAnswer } from '@ballast/contract/audit.ts'
import type { ProblemError } from '@ballast/contract/client.ts'
import { api, useAction } from '../../app/api.ts'
import { drawInstant } from '../../ui/instant.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { DataTable, type DataColumn } from '../../ui/data-table.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { actionName, fieldName, subjectLink, subjectTypeName } from './audit-names.ts'
import { auditSearch, type AuditSearch } from './audit-search.ts'
import { auditTexts } from './audit.texts.ts'
import { EntryDrawer } from './entry-drawer.tsx'
import './audit.css'

type Entries = { entries: AuditEntryRow[]; next: string | null }

function useEntries({ entry: _entry, ...filter }: AuditSearch) {
  const { locale } = useLanguage()
  return useInfiniteQuery<Entries, ProblemError, { pages: Entries[] }, unknown[], string | undefined>({
    queryKey: ['audit.list', 'pages', filter, locale],
    queryFn: ({ pageParam, signal }) => api('audit.list', { query: { ...filter, cursor: pageParam, limit: 100 } }, { signal }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (previous) => previous,
  })
}

export function AuditPage() {
  const t = useTexts(auditTexts)
  const [search, setSearch] = useSearchState(auditSearch)
  const pages = useEntries(search)
  const verify = useAction('audit.verify', [])
  const columns = useColumns((entryId) => setSearch({ entry: entryId }, { replace: false }))
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        <Button type="primary" icon={<SafetyCertificateOutlined />} loading={verify.isPending} onClick={() => verify.mutate({})}>
          {t('verify')}
        </Button>
      }
    >
      {verify.error ? <ProblemAlert error={verify.error} /> : null}
      {verify.data ? <Verification result={verify.data} onOpen={(entry) => setSearch({ entry }, { replace: false })} /> : null}
      <AuditFilters search={search} onChange={setSearch} />
      <DataTable
        label={t('list')}
        columns={columns}
        rows={pages.data?.pages.flatMap((page) => page.entries)}
        rowKey={(row) => row.entryId}
        sort="-recordedAt"
        onSort={() => undefined}
        error={pages.error}
        isFetching={pages.isFetching}
        hasMore={pages.hasNextPage}
        onMore={() => void (pages.isFetchingNextPage ? undefined : pages.fetchNextPage())}
        onRetry={() => void pages.refetch()}
        empty={<Empty description={t('empty')} />}
        current={search.entry}
      />
      <EntryDrawer entryId={search.entry} onClose={() => setSearch({ entry: undefined })} />
    </Page>
  )
}

function Verification({ result, onOpen }: { result: AuditVerificationAnswer; onOpen: (entryId: string) => void }) {
  const t = useTexts(auditTexts)
  const more = t('cleanMore', { head: result.headSeq, heads: result.headsOutside, pending: result.pendingEntries, ms: result.milliseconds })
  return (
    <Alert
      className="audit-result"
      role="status"
      showIcon
      type={result.isClean ? 'success' : 'error'}
      title={result.isClean ? t('clean', { sealed: result.sealedEntries }) : t('found', { count: result.findingCount })}
      description={
        result.isClean ? (
          more
        ) : (
          <>
            <ul>
              {result.findings.map((finding, index) => (
                <li key={index}>
                  {finding.message}{' '}
                  {finding.entryId !== null && finding.kind !== 'entry-missing' ? (
                    <Button type="link" size="small" onClick={() => onOpen(finding.entryId as string)}>
                      {t('open')}
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
            <p className="quiet">{more}</p>
          </>
        )
      }
    />
  )
}

function useColumns(onOpen: (entryId: string) => void): DataColumn<AuditEntryRow>[] {
  const t = useTexts(auditTexts)
  const { locale } = useLanguage()
  return useMemo(() => {
    const subject = (row: AuditEntryRow) => `${subjectTypeName(row.subjectType, locale)} ${row.subjectName ?? row.subjectId}`
    const fields = (row: AuditEntryRow) => {
      const names = [...new Set(row.fields.map((path) => fieldName(path, locale)))].join(locale === 'en' ? ', ' : '、')
      const all = row.fieldCount > row.fields.length ? ` ${t('more', { count: row.fieldCount })}` : ''
      return `${t(row.kind)}${names === '' ? '' : ` · ${names}${all}`}`
    }
    return [
      {
        key: 'time',
        title: t('time'),
        width: 172,
        render: (row) => (
          <Button type="link" size="small" className="number" style={{ padding: 0 }} onClick={() => onOpen(row.entryId)}>
            {drawInstant(row.recordedAt)}
          </Button>
        ),
        text: (row) => drawInstant(row.recordedAt),
      },
      {
        key: 'who',
        title: t('who'),
        width: 120,
        render: (row) => <span title={row.actor}>{row.actorName}</span>,
        text: (row) => row.actorName,
      },
      {
        key: 'what',
        title: t('what'),
        width: 180,
        render: (row) => <span title={row.action}>{actionName(row.action, locale)}</span>,
        text: (row) => actionName(row.action, locale),
      },
      {
        key: 'subject',
        title: t('subject'),
        width: 360,
        render: (row) => {
          const link = subjectLink(row.subjectType, row.subjectId)
          const text = (
            <>
              <span className="quiet">{subjectTypeName(row.subjectType, locale)}</span> {row.subjectName ?? row.subjectId}
            </>
          )
          return link === undefined ? (
            <span title={subject(row)}>{text}</span>
          ) : (
            <Link to={link as never} title={subject(row)}>
              {text}
            </Link>
          )
        },
        text: subject,
      },
      { key: 'fields', title: t('fields'), width: 460, render: (row) => <span title={fields(row)}>{fields(row)}</span>, text: fields },
    ]
  }, [t, locale, onOpen])
}
