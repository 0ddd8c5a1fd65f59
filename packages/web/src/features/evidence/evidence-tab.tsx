import { Checkbox, Flex, Input, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { RouteResponse } from '@ballast/contract/route.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import { useRoute } from '../../app/api.ts'
import { useSearchState } from '../../app/search-state.ts'
import { useMay } from '../../app/session.tsx'
import { useTexts } from '../../app/language.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { DropZone } from './drop-zone.tsx'
import { EvidenceRow } from './evidence-row.tsx'
import { evidenceTexts } from './evidence.texts.ts'
import { UnfinishedRow, UploadRow } from './upload-rows.tsx'
import type { UploadItem } from './uploads.ts'
import { useEvidence, useSend, useUploadItems } from './use-evidence.ts'
import { keyOf, useSubjects, type SubjectGroup } from './use-subjects.ts'
import './evidence.css'

type Listed = RouteResponse<Routes['evidence.list']>

const tabSearch = z.object({ subject: z.string().optional(), withdrawn: z.boolean().default(false) })

/** All files of a project by what they prove. */
export function EvidenceTab({ projectId }: { projectId: string }) {
  const query = useEvidence(projectId)
  const gates = useRoute('gate.show', { params: { projectId } })
  const groups = useSubjects(projectId, gates.data)
  const mayUpload = useMay('evidence.upload')
  return (
    <Loaded query={query}>
      {(listed) => (
        <div className="evidence-tab">
          {mayUpload ? <UploadCard groups={groups} limits={listed.limits} /> : null}
          <Files projectId={projectId} groups={groups} listed={listed} />
        </div>
      )}
    </Loaded>
  )
}

function UploadCard({ groups, limits }: { groups: readonly SubjectGroup[]; limits: Listed['limits'] }) {
  const t = useTexts(evidenceTexts)
  const [search, setSearch] = useSearchState(tabSearch)
  const [note, setNote] = useState('')
  const send = useSend()
  const all = groups.flatMap(({ subjects }) => subjects)
  const chosen = all.find(({ key }) => key === search.subject) ?? all[0]
  if (chosen === undefined) return null
  const sendAll = (files: readonly File[]) => {
    send(files, chosen.subject, note)
    setNote('')
  }
  return (
    <section className="card" aria-label={t('attach')}>
      <Flex wrap gap={12} align="end" className="evidence-to">
        <label>
          <span className="quiet">{t('attachTo')}</span>
          <Select
            aria-label={t('attachTo')}
            showSearch={{ optionFilterProp: 'label' }}
            value={chosen.key}
            popupMatchSelectWidth={false}
            onChange={(subject) => setSearch({ subject })}
            options={groups.map(({ title, subjects }) => ({
              label: title,
              options: subjects.map(({ key, name }) => ({ value: key, label: name })),
            }))}
          />
        </label>
        <label>
          <span className="quiet">{t('note')}</span>
          <Input
            aria-label={t('note')}
            placeholder={t('noteHint')}
            maxLength={500}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        </label>
      </Flex>
      <DropZone
        label={chosen.subject.subjectType === 'project' ? t('drop') : t('dropTo', { subject: chosen.name })}
        limits={limits}
        onFiles={sendAll}
      />
    </section>
  )
}

function Files({ projectId, groups, listed }: { projectId: string; groups: readonly SubjectGroup[]; listed: Listed }) {
  const t = useTexts(evidenceTexts)
  const [search, setSearch] = useSearchState(tabSearch)
  const items = useUploadItems(projectId)
  const sending = new Set(items.map(({ uploadId }) => uploadId))
  const all = {
    items,
    unfinished: listed.uploads.filter(({ uploadId }) => !sending.has(uploadId)),
    rows: search.withdrawn ? listed.rows : listed.rows.filter((row) => row.withdrawn === null),
  }
  const subjects = groups.flatMap((group) => group.subjects)
  const known = new Set(subjects.map(({ key }) => key))
  const withdrawn = listed.rows.filter((row) => row.withdrawn !== null).length
  const marksUnscanned = listed.limits.scans
  return (
    <section className="card" aria-label={t('title')}>
      <Flex wrap justify="space-between" gap={8} align="center">
        <h2>{t('count', { count: listed.rows.length - withdrawn })}</h2>
        {withdrawn === 0 ? null : (
          <Checkbox checked={search.withdrawn} onChange={({ target }) => setSearch({ withdrawn: target.checked })}>
            {t('showWithdrawn', { count: withdrawn })}
          </Checkbox>
        )}
      </Flex>
      {marksUnscanned || listed.rows.length === 0 ? null : <p className="quiet evidence-hint">{t('scanOff')}</p>}
      {subjects.map(({ key, name }) => (
        <SubjectFiles key={key} title={name} files={filesWhere(all, (each) => each === key)} marksUnscanned={marksUnscanned} />
      ))}
      <SubjectFiles title={t('other')} files={filesWhere(all, (key) => !known.has(key))} marksUnscanned={marksUnscanned} />
      {all.rows.length + all.items.length + all.unfinished.length === 0 ? <p className="quiet">{t('none')}</p> : null}
    </section>
  )
}

interface FilesOf {
  readonly items: readonly UploadItem[]
  readonly unfinished: Listed['uploads']
  readonly rows: Listed['rows']
}

const filesWhere = ({ items, unfinished, rows }: FilesOf, isWanted: (key: string) => boolean): FilesOf => ({
  items: items.filter((item) => isWanted(keyOf(item))),
  unfinished: unfinished.filter((upload) => isWanted(keyOf(upload))),
  rows: rows.filter((row) => isWanted(keyOf(row))),
})

function SubjectFiles({ title, files, marksUnscanned }: { title: string; files: FilesOf; marksUnscanned: boolean }) {
  const { items, unfinished, rows } = files
  if (items.length + unfinished.length + rows.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul className="evidence-list" aria-label={title}>
        {items.map((item) => (
          <UploadRow key={item.key} item={item} />
        ))}
        {unfinished.map((upload) => (
          <UnfinishedRow key={upload.uploadId} upload={upload} />
        ))}
        {rows.map((row) => (
          <EvidenceRow key={row.evidenceId} row={row} marksUnscanned={marksUnscanned} />
        ))}
      </ul>
    </>
  )
}
