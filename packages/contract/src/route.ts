import type { z } from 'zod'
import type { Rights } from './roles.ts'

export interface RouteDefinition {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With {name} for path parameters. */
  readonly path: string
  readonly summary: { readonly zh: string; readonly en: string }
  /**
   * Who may do it, and how far; 'anyone': also who has not signed in. The route's id is the name of the action, in rules and in
   * the audit trail.
   */
  readonly rights: Rights | 'anyone'
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** 'file': an answer that is streamed as it is; 'redirect': one that sends the browser on. */
  readonly response: z.ZodType | 'file' | 'redirect'
  /** An edit of something that others edit too: the request must name the version it saw. */
  readonly ifMatch?: true
  /** 'none': the handler opens its own transactions (uploads, exports, long work). */
  readonly transaction?: 'none'
  /** The answer sets or removes cookies. */
  readonly setsCookies?: true
  /** The answer holds a secret that is shown once: it is not kept for a repeated request. */
  readonly showsSecret?: true
  /** What an API token may not do: 'never' at all, 'named' only when it names the action. Else one may read it, or do it when it names it. */
  readonly byToken?: 'never' | 'named'
  /** The body is a form (`application/x-www-form-urlencoded`), as another program's protocol has it. */
  readonly form?: true
  /** The request carries one file in a multipart form. */
  readonly upload?: true
  /** The request speaks by its headers, its body is a part of a file, and so does the answer: tus 1.0, https://tus.io. */
  readonly protocol?: 'tus'
}

/** Keeps the literal types of a route table. */
export const defineRoutes = <const R extends Record<string, RouteDefinition>>(table: R): R => table

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined
type Given<T> = T extends z.ZodType ? z.input<T> : undefined
type Part<R, K extends string> = K extends keyof R ? R[K] : undefined

/** What a handler receives, after validation. */
export interface RouteInput<R extends RouteDefinition> {
  params: Parsed<Part<R, 'params'>>
  query: Parsed<Part<R, 'query'>>
  body: Parsed<Part<R, 'body'>>
}
/** What a caller gives. */
export type RouteRequest<R extends RouteDefinition> = {
  [K in 'params' | 'query' | 'body' as K extends keyof R ? K : never]: Given<Part<R, K>>
} & (R extends { ifMatch: true } ? { ifMatch: string } : unknown) &
  (R extends { upload: true } ? { file: Blob; fileName: string } : unknown)
export type RouteResponse<R extends RouteDefinition> = R['response'] extends z.ZodType ? z.output<R['response']> : Blob
