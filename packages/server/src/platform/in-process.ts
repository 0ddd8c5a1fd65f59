import type { buildHttp } from './http.ts'

/** `fetch` into an HTTP surface of this process, without a socket. */
export function inProcessFetch(app: Awaited<ReturnType<typeof buildHttp>>): typeof fetch {
  return async (url, init) => {
    const address = url instanceof Request ? url.url : url.toString()
    const request = new Request(new URL(address, 'http://in-process.invalid'), init)
    const response = await app.inject({
      method: request.method as 'GET',
      url: address,
      headers: Object.fromEntries(request.headers),
      ...(request.body === null ? {} : { payload: Buffer.from(await request.arrayBuffer()) }),
    })
    return new Response(response.rawPayload, { status: response.statusCode, headers: response.headers as Record<string, string> })
  }
}
