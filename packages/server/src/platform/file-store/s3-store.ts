import { openAsBlob } from 'node:fs'
import { Readable } from 'node:stream'
import { AwsClient } from 'aws4fetch'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { isSha256, keyOf, type FileStore } from './file-store.ts'

export interface S3Settings {
  /** With the bucket in the path behind it, as every compatible store takes it. */
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const unreachable = (detail: string) =>
  new Refusal('evidence.store-unreachable', [{ code: 'evidence.store-unreachable', params: { detail } }])

/** Files in a bucket of S3 or of a store that speaks like it. */
export function s3Store({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Settings): FileStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3' })
  const base = `${endpoint.replace(/\/$/, '')}/${bucket}`
  const send = async (url: string, init: { method: string; headers?: Record<string, string>; body?: Blob }) => {
    // The body stays out of the signature: its hash is in a header that is signed, and the store holds the content against it.
    const { body, ...signed } = init
    const request = await client.sign(url, signed)
    try {
      return await fetch(request.url, { method: init.method, headers: request.headers, ...(body === undefined ? {} : { body }) })
    } catch (error) {
      const { message, cause } = error as Error
      throw unreachable(cause instanceof Error ? cause.message : message)
    }
  }
  const refused = async (answer: Response) => unreachable(`HTTP ${answer.status} ${/<Code>(\w+)</.exec(await answer.text())?.[1] ?? ''}`)
  return {
    place: base,
    put: async (path, sha256) => {
      const url = `${base}/${keyOf(sha256)}`
      const found = await send(url, { method: 'HEAD' })
      if (found.status === 200) return
      if (found.status !== 404) throw await refused(found)
      const headers = { 'x-amz-content-sha256': sha256, 'if-none-match': '*' }
      const answer = await send(url, { method: 'PUT', headers, body: await openAsBlob(path) })
      // 412: somebody else has stored the same content meanwhile.
      if (!answer.ok && answer.status !== 412) throw await refused(answer)
      await answer.body?.cancel()
    },
    read: async (sha256) => {
      const answer = await send(`${base}/${keyOf(sha256)}`, { method: 'GET' })
      if (answer.status === 404) {
        await answer.body?.cancel()
        return undefined
      }
      if (!answer.ok || answer.body === null) throw await refused(answer)
      return { stream: Readable.fromWeb(answer.body), bytes: Number(answer.headers.get('content-length')) }
    },
    list: async function* () {
      let after = ''
      for (;;) {
        const answer = await send(`${base}?list-type=2${after}`, { method: 'GET' })
        if (!answer.ok) throw await refused(answer)
        const text = await answer.text()
        for (const [, key = ''] of text.matchAll(/<Key>([^<]+)<\/Key>/g)) {
          const name = key.split('/').at(-1) ?? ''
          if (isSha256(name) && key === keyOf(name)) yield name
        }
        const token = /<NextContinuationToken>([^<]+)</.exec(text)?.[1]
        if (token === undefined) return
        after = `&continuation-token=${encodeURIComponent(token)}`
      }
    },
  }
}
