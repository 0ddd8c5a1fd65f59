// As much of a browser as a sign-in takes: it keeps cookies by host and port, and follows where it is sent.
interface Page {
  readonly url: string
  readonly status: number
  readonly body: string
}
type Cookies = ReadonlyMap<string, ReadonlyMap<string, string>>

export interface TestBrowser {
  open(url: string): Promise<Page>
  submit(url: string, form: Record<string, string>): Promise<Page>
  /** Does not open addresses that begin like this; the last one is kept. */
  stopAt(prefix: string | undefined): void
  readonly stoppedAt: string
  cookies(): Cookies
}

export function testBrowser(earlier: Cookies = new Map()): TestBrowser {
  const jar = new Map([...earlier].map(([origin, cookies]) => [origin, new Map(cookies)]))
  let prefix: string | undefined
  let stoppedAt = ''

  async function ask(url: string, form?: Record<string, string>): Promise<Page> {
    if (prefix !== undefined && url.startsWith(prefix)) {
      stoppedAt = url
      return { url, status: 0, body: '' }
    }
    const { origin } = new URL(url)
    const cookies = jar.get(origin) ?? new Map<string, string>()
    jar.set(origin, cookies)
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /expires=Thu, 01 Jan 1970|max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const next = answer.headers.get('location')
    const body = await answer.text()
    return next === null ? { url, status: answer.status, body } : ask(new URL(next, url).href)
  }
  return {
    open: (url) => ask(url),
    submit: (url, form) => ask(url, form),
    stopAt: (begin) => {
      prefix = begin
    },
    get stoppedAt() {
      return stoppedAt
    },
    cookies: () => new Map([...jar].map(([origin, cookies]) => [origin, new Map(cookies)])),
  }
}
