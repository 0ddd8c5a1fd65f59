import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { RouteInput } from '@ballast/contract/route.ts'
import type { RouteId, Routes } from '@ballast/contract/routes.ts'
import type { z } from 'zod'
import type { Context, EdgeContext } from './context.ts'
import type { CookieToSet, WithCookies } from './cookies.ts'
import type { Database, ReadTx, WriteTx } from './database.ts'

export class FileReply {
  readonly body: Readable | Buffer
  readonly contentType: string
  /** Null: shown in place (a tile), not offered as a download. */
  readonly fileName: string | null
  readonly headers: Readonly<Record<string, string>>
  constructor(body: Readable | Buffer, contentType: string, fileName: string | null, headers: Record<string, string> = {}) {
    this.body = body
    this.contentType = contentType
    this.fileName = fileName
    this.headers = headers
  }
}

/** Sends the browser on to another address. */
export class Redirect {
  readonly to: string
  readonly cookies: readonly CookieToSet[]
  constructor(to: string, cookies: readonly CookieToSet[] = []) {
    this.to = to
    this.cookies = cookies
  }
}

/** An answer that speaks by its status and headers. */
export class HeadedReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  constructor(status: number, headers: Record<string, string>, body?: unknown) {
    this.status = status
    this.headers = headers
    this.body = body
  }
}

export interface Upload {
  readonly fileName: string
  readonly stream: Readable
}

/** A request that speaks by its headers; its body is read by the handler, if at all. */
export interface RawRequest {
  readonly headers: IncomingHttpHeaders
  readonly stream: Readable | undefined
}

interface Extras {
  /** From If-Match; present where the route demands it. */
  readonly ifMatch: bigint | undefined
  readonly upload: Upload | undefined
  /** Headers and body as they come; present where the route speaks by them. */
  readonly raw: RawRequest | undefined
  readonly cookies: { readonly session: string | undefined; readonly signIn: string | undefined }
}

type Answer<R> = R extends { response: 'file' }
  ? FileReply
  : R extends { response: 'redirect' }
    ? Redirect
    : R extends { protocol: 'tus' }
      ? HeadedReply
      : R extends { response: infer S extends z.ZodType }
        ? R extends { setsCookies: true }
          ? WithCookies<z.input<S>>
          : z.input<S>
        : never
/** Nobody is known to have made a request that anyone may make. */
type Who<R> = R extends { rights: 'anyone' } ? EdgeContext : Context
type First<R> = R extends { transaction: 'none' } ? Database : R extends { method: 'GET' } ? ReadTx : WriteTx

/** GET gets a read transaction, everything else a write transaction, `transaction: 'none'` the database itself. */
export type Handler<Id extends RouteId> = (
  tx: First<Routes[Id]>,
  ctx: Who<Routes[Id]>,
  input: RouteInput<Routes[Id]> & Extras,
) => Promise<Answer<Routes[Id]>>

export type Handlers = { [Id in RouteId]: Handler<Id> }
/** The handlers of one feature, typed by the ids that they name. */
export const defineHandlers = <H extends Partial<Handlers>>(handlers: H): H => handlers
