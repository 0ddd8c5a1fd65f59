// Uploads go on while their user looks at other pages, so they live beside the pages.
import { DetailedError, Upload } from 'tus-js-client'
import { routeUrl } from '@ballast/contract/client.ts'
import type { Problem } from '@ballast/contract/problem.ts'
import type { EvidenceSubject } from '@ballast/domain/evidence/subject.ts'
import { currentLocale } from '../../app/language.tsx'

export interface Subject {
  readonly projectId: string
  readonly subjectType: EvidenceSubject
  readonly subjectId: string
}

export interface UploadItem extends Subject {
  readonly key: number
  /** The server's name of it, once it has one. */
  readonly uploadId: string | undefined
  readonly fileName: string
  readonly bytes: number
  readonly sent: number
  readonly state: 'queued' | 'sending' | 'paused' | 'waiting' | 'failed' | 'refused'
  readonly problem: Problem | undefined
}

/** Small enough that a proxy takes it and a broken one costs little; large enough that the pauses between do not count. */
const PART_BYTES = 8 * 1024 ** 2
/** Of a break that is shorter than a minute nobody needs to know. */
const RETRY_MS = [0, 1000, 2000, 4000, 8000, 15_000, 30_000]
const AT_ONCE = 3

interface Work {
  item: UploadItem
  readonly upload: Upload
  readonly onDone: () => void
}

const works = new Map<number, Work>()
const listeners = new Set<() => void>()
let shown: readonly UploadItem[] = []
let lastKey = 0

function tell(): void {
  shown = [...works.values()].map(({ item }) => item)
  for (const listener of listeners) listener()
}

export const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const uploadItems = (): readonly UploadItem[] => shown

function change(key: number, to: Partial<UploadItem>): void {
  const work = works.get(key)
  if (work === undefined) return
  work.item = { ...work.item, ...to }
  tell()
}

/** Begins what waits its turn. */
function advance(): void {
  const running = [...works.values()].filter(({ item }) => item.state === 'sending').length
  const next = [...works.values()].filter(({ item }) => item.state === 'queued').slice(0, Math.max(0, AT_ONCE - running))
  for (const { item, upload } of next) {
    change(item.key, { state: 'sending', problem: undefined })
    void begin(item.key, upload)
  }
}

async function begin(key: number, upload: Upload): Promise<void> {
  // What was begun with this file before, also before the page was left, goes on.
  const [previous] = upload.url === null ? await upload.findPreviousUploads() : []
  if (previous !== undefined) upload.resumeFromPreviousUpload(previous)
  if (works.get(key)?.item.state === 'sending') upload.start()
}

/** @param onDone the file has become evidence */
export function addUpload(file: File, subject: Subject, note: string, onDone: () => void): void {
  const key = (lastKey += 1)
  const { projectId, subjectType, subjectId } = subject
  const about = [projectId, subjectType, subjectId, file.name, file.size, file.lastModified].join(' ')
  const upload = new Upload(file, {
    endpoint: routeUrl('evidence.begin-upload', { params: { projectId } }),
    metadata: { filename: file.name, subjectType, subjectId, ...(note === '' ? {} : { note }) },
    headers: { 'accept-language': currentLocale.value },
    chunkSize: PART_BYTES,
    retryDelays: RETRY_MS,
    fingerprint: () => Promise.resolve(`ballast ${about}`),
    removeFingerprintOnSuccess: true,
    onUploadUrlAvailable: () => change(key, { uploadId: upload.url?.split('/').at(-1) }),
    onProgress: (sent) => change(key, { sent }),
    onSuccess: () => {
      works.delete(key)
      tell()
      onDone()
      advance()
    },
    onError: (error) => {
      change(key, stateAfter(error))
      advance()
    },
  })
  const item: UploadItem = {
    ...subject,
    key,
    uploadId: undefined,
    fileName: file.name,
    bytes: file.size,
    sent: 0,
    state: 'queued',
    problem: undefined,
  }
  works.set(key, { item, upload, onDone })
  tell()
  advance()
}

/** A file that was refused is not sent again; a connection that broke comes back, a session may. */
function stateAfter(error: Error): Pick<UploadItem, 'state' | 'problem'> {
  const problem = problemOf(error)
  if (problem === undefined) return { state: 'waiting', problem: undefined }
  const isFinal = problem.status === 413 || problem.status === 404 || problem.status === 403 || problem.status === 422
  const mayGoOn = problem.reasons.some(({ code }) => code === 'evidence.scan-failed')
  return { state: isFinal && !mayGoOn ? 'refused' : 'failed', problem }
}

function problemOf(error: Error): Problem | undefined {
  if (!(error instanceof DetailedError) || error.originalResponse === null) return undefined
  try {
    return JSON.parse(error.originalResponse.getBody()) as Problem
  } catch {
    return undefined
  }
}

export async function pauseUpload(key: number): Promise<void> {
  const work = works.get(key)
  if (work === undefined) return
  change(key, { state: 'paused' })
  await work.upload.abort()
  advance()
}

export function resumeUpload(key: number): void {
  change(key, { state: 'queued', problem: undefined })
  advance()
}

/** Also from the server; a message about a refused file just goes. */
export async function abandonUpload(key: number): Promise<void> {
  const work = works.get(key)
  if (work === undefined) return
  works.delete(key)
  tell()
  if (work.item.state !== 'refused') await work.upload.abort(true).catch(() => undefined)
  work.onDone()
  advance()
}

const resumeWaiting = (): void => {
  for (const { item } of works.values()) if (item.state === 'waiting') resumeUpload(item.key)
}
/** Some breaks end without the browser's noticing: the server was away, not the network. */
const LOOK_AGAIN_MS = 20_000
addEventListener('online', resumeWaiting)
setInterval(resumeWaiting, LOOK_AGAIN_MS)
addEventListener('beforeunload', (event) => {
  if ([...works.values()].some(({ item }) => item.state === 'sending' || item.state === 'queued')) event.preventDefault()
})
