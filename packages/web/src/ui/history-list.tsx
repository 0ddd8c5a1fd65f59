import { Button, Empty } from 'antd'
import type { HistoryEntry } from '@ballast/contract/list.ts'
import { useTexts } from '../app/language.tsx'
import { registerTexts } from './register.texts.ts'
import './data-table.css'

interface Props {
  entries: readonly HistoryEntry[]
  labelOf: (field: string) => string
  drawn: (field: string, text: string) => string
  actionName: (action: string) => string
  hasMore: boolean
  isFetching: boolean
  onMore: () => void
}

const drawInstant = (instant: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' }).format(new Date(instant))

/** Who changed what and when, field by field, newest first. */
export function HistoryList({ entries, labelOf, drawn, actionName, hasMore, isFetching, onMore }: Props) {
  const t = useTexts(registerTexts)
  const show = (field: string, text: string | null) => (text === null || text === '' ? t('empty') : drawn(field, text))
  if (entries.length === 0) return <Empty description={t('noHistory')} />
  return (
    <>
      <ol className="history-list">
        {entries.map((entry) => (
          <li key={entry.entryId}>
            <time dateTime={entry.recordedAt} className="number">
              {drawInstant(entry.recordedAt)}
            </time>{' '}
            <strong>{entry.actorName}</strong> <span className="quiet">{actionName(entry.action)}</span>
            {entry.changes.length === 0 ? null : (
              <table className="change-table">
                <tbody>
                  {entry.changes.map((change) => (
                    <tr key={change.field}>
                      <th scope="row">{labelOf(change.field)}</th>
                      <td>
                        <span className="change-before">{show(change.field, change.before)}</span> →{' '}
                        <span className="change-after">{show(change.field, change.after)}</span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </li>
        ))}
      </ol>
      {hasMore ? (
        <Button type="link" loading={isFetching} onClick={onMore}>
          {t('older')}
        </Button>
      ) : null}
    </>
  )
}
