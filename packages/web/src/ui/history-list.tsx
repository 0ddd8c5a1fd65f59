import { Button, Empty } from 'antd'
import type { HistoryEntry } from '@ballast/contract/list.ts'
import { useTexts } from '../app/language.tsx'
import { drawInstant } from './instant.ts'
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

/** Changes shown at once; the rest, as of a first load, is folded. */
const FIRST_CHANGES = 10

/** Who changed what and when, field by field, newest first. */
export function HistoryList({ entries, labelOf, drawn, actionName, hasMore, isFetching, onMore }: Props) {
  const t = useTexts(registerTexts)
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
            <Changes changes={entry.changes.slice(0, FIRST_CHANGES)} labelOf={labelOf} drawn={drawn} />
            {entry.changes.length > FIRST_CHANGES ? (
              <details className="change-more">
                <summary>{t('moreChanges', { count: entry.changes.length - FIRST_CHANGES })}</summary>
                <Changes changes={entry.changes.slice(FIRST_CHANGES)} labelOf={labelOf} drawn={drawn} />
              </details>
            ) : null}
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

function Changes({ changes, labelOf, drawn }: Pick<Props, 'labelOf' | 'drawn'> & { changes: HistoryEntry['changes'] }) {
  const t = useTexts(registerTexts)
  if (changes.length === 0) return null
  return (
    <table className="change-table">
      <tbody>
        {changes.map((change) => (
          <tr key={change.field}>
            <th scope="row">{labelOf(change.field)}</th>
            <td>
              {change.before === null ? null : (
                <>
                  <span className="change-before">{drawn(change.field, change.before)}</span> →{' '}
                </>
              )}
              {change.after === null ? (
                <span className="quiet">{t('empty')}</span>
              ) : (
                <span className="change-after">{drawn(change.field, change.after)}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
