import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { FileKeeping } from '../platform/file-store/file-keeping.ts'
import { folderStore } from '../platform/file-store/folder-store.ts'
import { partFolder } from '../platform/file-store/part-folder.ts'

/** A folder of its own for the files of one test file. */
export function testFiles(
  changes: Partial<Pick<FileKeeping, 'scanner' | 'takesUnscanned' | 'maxBytes' | 'store'>> = {},
): FileKeeping & { readonly folder: string; remove(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-files-'))
  return {
    folder,
    store: folderStore(folder),
    parts: partFolder(join(folder, 'parts')),
    maxBytes: 64 * 1024 ** 2,
    alsoAllowed: new Set(),
    scanner: undefined,
    takesUnscanned: false,
    ...changes,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

export const metadataHeader = (metadata: Record<string, string>): string =>
  Object.entries(metadata)
    .map(([key, value]) => `${key} ${base64(value)}`)
    .join(',')

export interface TusAnswer {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly body: { code?: string; reasons?: { code: string; message: string }[]; uploadId?: string; evidenceId?: string | null }
}

/** The words of tus, said to an HTTP surface of this process as somebody. */
export function tusAs(app: FastifyInstance, login: string) {
  const ask = async (
    method: 'POST' | 'PATCH' | 'HEAD' | 'GET' | 'DELETE',
    url: string,
    headers: Record<string, string>,
    payload?: Buffer,
  ) => {
    const answer = await app.inject({
      method,
      url,
      headers: { 'x-ballast-user': login, 'tus-resumable': '1.0.0', ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
    return { status: answer.statusCode, headers: answer.headers, body: answer.body === '' ? {} : answer.json() } as TusAnswer
  }
  const begin = (projectId: string, byteSize: number, metadata: Record<string, string>) =>
    ask('POST', `/api/v1/projects/${projectId}/evidence-uploads`, {
      'upload-length': String(byteSize),
      'upload-metadata': metadataHeader(metadata),
    })
  const send = (uploadId: string, offset: number, content: Buffer, headers: Record<string, string> = {}) =>
    ask(
      'PATCH',
      `/api/v1/evidence-uploads/${uploadId}`,
      { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), ...headers },
      content,
    )
  const look = (uploadId: string, method: 'HEAD' | 'GET' = 'HEAD') => ask(method, `/api/v1/evidence-uploads/${uploadId}`, {})
  const abandon = (uploadId: string) => ask('DELETE', `/api/v1/evidence-uploads/${uploadId}`, {})
  /** The whole file in one part. */
  const bring = async (
    projectId: string,
    fileName: string,
    content: Buffer,
    subject: readonly [type: string, id: string],
    note?: string,
  ) => {
    const [subjectType, subjectId] = subject
    const begun = await begin(projectId, content.length, {
      filename: fileName,
      subjectType,
      subjectId,
      ...(note === undefined ? {} : { note }),
    })
    return begun.status === 201 ? send(begun.body.uploadId as string, 0, content) : begun
  }
  return { begin, send, look, abandon, bring }
}

export const pdfOf = (text: string): Buffer => Buffer.from(`%PDF-1.7\n%\u00e2\u00e3\n${text}\n%%EOF\n`, 'latin1')
