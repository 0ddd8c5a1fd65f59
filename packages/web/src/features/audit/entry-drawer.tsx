import { Link } from '@tanstack/react-router'
import { Descriptions, Drawer } from 'antd'
import type { AuditEntryDetail } from '@ballast/contract/audit.ts'
import { useRoute } from '../../app/api.ts'
import { drawInstant } from '../../ui/instant.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { actionName, fieldName, subjectLink, subjectTypeName, valueText } from './audit-names.ts'
import { auditTexts } from './audit.texts.ts'

interface Props {
  entryId: string | undefined
  onClose: () => void
}

/** One entry, field by field. */
export function EntryDrawer({ entryId, onClose }: Props) {
  const t = useTexts(auditTexts)
  const query = useRoute('audit.show', { params: { entryId: entryId ?? '' } }, { enabled: entryId !== undefined })
  return (
    <Drawer open={entryId !== undefined} onClose={onClose} title={t('entry')} size={Math.min(860, window.innerWidth)} destroyOnHidden>
      {entryId === undefined ? null : <Loaded query={query}>{(entry) => <Entry entry={entry} />}</Loaded>}
    </Drawer>
  )
}

function Entry({ entry }: { entry: AuditEntryDetail }) {
  const t = useTexts(auditTexts)
  const { locale } = useLanguage()
  const link = subjectLink(entry.subjectType, entry.subjectId)
  const subject = `${subjectTypeName(entry.subjectType, locale)} ${entry.subjectName ?? entry.subjectId}`
  const items = [
    { key: 'time', label: t('time'), children: <span className="number">{drawInstant(entry.recordedAt)}</span> },
    { key: 'who', label: t('who'), children: `${entry.actorName} (${entry.actor})` },
    { key: 'what', label: t('what'), children: actionName(entry.action, locale) },
    { key: 'subject', label: t('subject'), children: link === undefined ? subject : <Link to={link as never}>{subject}</Link> },
    {
      key: 'seq',
      label: t('seq'),
      children:
        entry.seq === null || entry.sealedAt === null ? (
          t('unsealed')
        ) : (
          <span className="number">{`${entry.seq} · ${drawInstant(entry.sealedAt)}`}</span>
        ),
    },
    { key: 'request', label: t('request'), children: <code className="audit-id">{entry.requestId}</code> },
    { key: 'entry', label: t('entryId'), children: <code className="audit-id">{entry.entryId}</code> },
  ]
  return (
    <>
      <Descriptions size="small" column={window.innerWidth < 700 ? 1 : 2} items={items} />
      <p>
        <Link to="/audit" search={{ subjectType: entry.subjectType, subjectId: entry.subjectId } as never}>
          {t('history')}
        </Link>
      </p>
      {entry.changes.length === 0 ? (
        <p className="quiet">{t('noChanges')}</p>
      ) : (
        <table className="audit-changes">
          <thead>
            <tr>
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('before')}</th>
              <th scope="col">{t('after')}</th>
            </tr>
          </thead>
          <tbody>
            {entry.changes.map((change) => (
              <tr key={change.field}>
                <th scope="row">{fieldName(change.field, locale)}</th>
                <td className={change.before === null ? 'quiet' : 'change-before'}>
                  {change.before === null ? '—' : valueText(change.field, change.before, locale)}
                </td>
                <td className={change.after === null ? 'quiet' : 'change-after'}>
                  {change.after === null ? '—' : valueText(change.field, change.after, locale)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
