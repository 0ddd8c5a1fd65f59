import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { hasEnded, type JobState } from '@ballast/domain/computing/engine-states.ts'
import type { Envelope, EnginePort, JobDetails, JobRecord, JobRequest, Reservation, Tenant } from '../engine-port.ts'

/** What goes wrong with one call. `late`: it arrives, but only some time after whoever asked has given up. */
export type Fault = 'none' | 'lost-answer' | 'late' | 'unreachable' | 'crash'

interface FakeJob {
  readonly id: number
  readonly request: Pick<
    JobRequest,
    'ownId' | 'account' | 'user' | 'envelope' | 'name' | 'nodes' | 'cardsPerNode' | 'cardType' | 'limitMinutes'
  >
  readonly submittedAt: number
  readonly runsFor: number
  state: JobState
  startedAt: number | null
  endedAt: number | null
}

/** What a process of ours dies of in a test: no refusal, nothing is written any more. */
export class Killed extends Error {}

const SAVE_EVERY = 5
const LATE = 8
const REMEMBERS = 300
export const FAKE_TFLOPS = 300

/** A centre that forgets, answers late and uses numbers again, as Slurm does; its envelopes are kept as Slurm keeps them. Time is given to it. */
export class FakeCentre {
  #jobs = new Map<number, FakeJob>()
  #next = 1
  #saved: { jobs: FakeJob[]; next: number } = { jobs: [], next: 1 }
  #books: { from: number; record: JobRecord }[] = []
  #late: { at: number; request: JobRequest }[] = []
  now: number
  fault: (call: string) => Fault = () => 'none'
  /** When it means to start what waits; null: it has not come to it yet. */
  meansToStartAt: number | null = null
  /** Seconds after which the books hear of a beginning or an end. */
  booksDelay = 3
  readonly cards: number
  readonly envelopes = new Map<string, Envelope>()
  readonly used = new Map<string, number>()
  readonly tenants = new Map<string, Tenant>()
  /** Nodes that take no new job, and why. */
  readonly drained = new Map<string, string>()
  readonly windows = new Map<string, Reservation>()
  /** How often each job of ours began. */
  readonly starts = new Map<string, number>()
  constructor(now: number, cards: number) {
    this.now = now
    this.cards = cards
  }

  /** Seconds pass. */
  pass(seconds: number): void {
    for (let second = 0; second < seconds; second += 1) {
      this.now += 1
      for (const { request } of this.#late.filter(({ at }) => at <= this.now)) this.#accept(request)
      this.#late = this.#late.filter(({ at }) => at > this.now)
      for (const job of this.#jobs.values())
        if (job.state === 'running' && this.now >= (job.startedAt ?? 0) + job.runsFor) this.#end(job, 'completed')
      for (const job of this.#jobs.values()) if (job.state === 'pending') this.#tryStart(job)
      for (const job of this.#jobs.values()) if ((job.endedAt ?? this.now) < this.now - REMEMBERS) this.#jobs.delete(job.id)
      if (this.now % SAVE_EVERY === 0) this.#saved = { jobs: [...this.#jobs.values()].map((job) => ({ ...job })), next: this.#next }
    }
  }

  /** The controller dies and comes back with what it had saved; what began since then is gone with its processes. */
  kill(): void {
    const before = this.#jobs
    this.#jobs = new Map(this.#saved.jobs.map((job) => [job.id, { ...job }]))
    this.#next = this.#saved.next
    for (const job of before.values()) {
      const kept = this.#jobs.get(job.id)
      if (kept?.request.ownId !== job.request.ownId && job.state === 'running') this.#charge(job)
      // A node tells the controller what it has running, and what ended there; of what never began no node knows.
      else if (kept !== undefined && kept.request.ownId === job.request.ownId && job.startedAt !== null) Object.assign(kept, job)
    }
  }

  /** Back from its death it tells the books of another end than before. */
  tellAnotherEnd(ownId: string, seconds: number): void {
    this.#books = this.#books.map(({ from, record }) => {
      if (record.ownId !== ownId || record.startedAt === null) return { from, record }
      return { from, record: { ...record, endedAt: record.startedAt + seconds, elapsedSeconds: seconds } }
    })
  }

  #accept(request: FakeJob['request'], runsFor = Math.max(1, request.limitMinutes * 60 - 17)): number {
    const id = this.#next++
    this.#jobs.set(id, { id, request, submittedAt: this.now, runsFor, state: 'pending', startedAt: null, endedAt: null })
    return id
  }

  #tryStart(job: FakeJob): void {
    const { envelope, nodes, cardsPerNode, limitMinutes, account } = job.request
    const running = this.#running()
    const busy = running.reduce((sum, { request }) => sum + request.nodes * request.cardsPerNode, 0)
    const wanted = nodes * cardsPerNode * FAKE_TFLOPS * limitMinutes * 60
    const reserved = running
      .filter(({ request }) => request.envelope === envelope)
      .reduce((sum, { request }) => sum + request.nodes * request.cardsPerNode * FAKE_TFLOPS * request.limitMinutes * 60, 0)
    const limit = (this.envelopes.get(envelope)?.tflopsMinutes ?? 0) * 60
    if (this.tenants.get(account)?.isBlocked) return
    if (busy + nodes * cardsPerNode > this.cards - 8 * this.drained.size || (this.used.get(envelope) ?? 0) + reserved + wanted > limit)
      return
    Object.assign(job, { state: 'running', startedAt: this.now })
    if (job.request.ownId !== '') this.starts.set(job.request.ownId, (this.starts.get(job.request.ownId) ?? 0) + 1)
    this.#books.push({ from: this.now + this.booksDelay, record: this.#record(job) })
  }

  #running(): FakeJob[] {
    return [...this.#jobs.values()].filter(({ state }) => state === 'running')
  }

  #end(job: FakeJob, state: JobState): void {
    if (job.state === 'running') this.#charge(job)
    Object.assign(job, { state, endedAt: this.now })
    if (job.startedAt !== null) this.#books.push({ from: this.now + this.booksDelay, record: this.#record(job) })
  }

  #charge(job: FakeJob): void {
    const { envelope, nodes, cardsPerNode } = job.request
    this.used.set(envelope, (this.used.get(envelope) ?? 0) + nodes * cardsPerNode * FAKE_TFLOPS * (this.now - (job.startedAt ?? this.now)))
  }

  #record(job: FakeJob): JobRecord {
    const { request, state, startedAt, endedAt, submittedAt, id } = job
    return {
      jobId: String(id),
      state,
      cluster: 'fake',
      ...request,
      submittedAt,
      startedAt,
      endedAt,
      elapsedSeconds: startedAt === null ? 0 : (endedAt ?? this.now) - startedAt,
      billedTflops: request.nodes * request.cardsPerNode * FAKE_TFLOPS,
      cards: { [request.cardType]: request.nodes * request.cardsPerNode },
      nodes: 'g1',
      restarts: 0,
    }
  }

  #details(job: FakeJob): JobDetails {
    const { request, state, startedAt, submittedAt, id } = job
    return {
      jobId: String(id),
      state,
      ...request,
      submittedAt,
      startsAt: startedAt ?? this.meansToStartAt,
      restarts: 0,
      waitsFor: state === 'pending' ? 'Resources' : null,
      nodes: startedAt === null ? '' : 'g1',
    }
  }

  /** One call, with what goes wrong with it. */
  async #call<T>(name: string, work: () => T, late?: () => void): Promise<T> {
    await Promise.resolve()
    const fault = this.fault(name)
    const refuse = (code: string) => new Refusal(code, [{ code, params: { detail: fault } }])
    if (fault === 'unreachable') throw refuse('engine.unreachable')
    if (fault === 'late') {
      late?.()
      throw refuse('engine.no-answer')
    }
    const answer = work()
    if (fault === 'crash') throw new Killed(name)
    if (fault === 'lost-answer') throw refuse('engine.no-answer')
    return answer
  }

  readonly engine: EnginePort = {
    keepsEnvelopes: true,
    estimatesStarts: true,
    canReserve: true,
    capabilities: () =>
      this.#call('capabilities', () => ({
        engine: 'slurm' as const,
        release: '24.11.5',
        cluster: 'fake',
        accountingAnswers: true,
        billedTflops: { a800: FAKE_TFLOPS },
        partitions: [{ name: 'gpu', isUp: true, nodes: this.cards / 8, longestMinutes: null }],
      })),
    provisionTenant: (tenant) => this.#call('provisionTenant', () => void this.tenants.set(tenant.account, tenant)),
    setEnvelopes: (envelopes) =>
      this.#call('setEnvelopes', () => {
        for (const envelope of envelopes) this.envelopes.set(envelope.name, envelope)
      }),
    submit: (request) =>
      this.#call(
        'submit',
        () => {
          const tenant = this.tenants.get(request.account)
          if (tenant?.envelopes.includes(request.envelope) !== true)
            throw new Refusal('engine.envelope-unknown', [{ code: 'engine.envelope-unknown' }])
          if (tenant.isBlocked) throw new Refusal('engine.limit-exceeded', [{ code: 'engine.limit-exceeded' }])
          return { jobId: String(this.#accept(request)) }
        },
        () => void this.#late.push({ at: this.now + LATE, request }),
      ),
    cancel: (jobId) =>
      this.#call('cancel', () => {
        const job = this.#jobs.get(Number(jobId))
        if (job !== undefined && !hasEnded(job.state)) this.#end(job, 'cancelled')
      }),
    states: () => this.#call('states', () => [...this.#jobs.values()].map(({ id, state }) => ({ jobId: String(id), state }))),
    job: (jobId) =>
      this.#call('job', () => {
        const job = this.#jobs.get(Number(jobId))
        return job && this.#details(job)
      }),
    ended: ({ only }) =>
      this.#call('ended', () =>
        this.#books
          .filter(({ from, record }) => from <= this.now && (only === undefined || only.includes(record.jobId)))
          .map(({ record }) => record),
      ),
    nodes: () =>
      this.#call('nodes', () => {
        let used = this.#running().reduce((sum, { request }) => sum + request.nodes * request.cardsPerNode, 0)
        return Array.from({ length: this.cards / 8 }, (_, index) => {
          const here = Math.min(8, used)
          used -= here
          const name = `g${index + 1}`
          const reason = this.drained.get(name) ?? null
          const [none, all, some] = reason === null ? (['idle', 'full', 'partly'] as const) : (['drained', 'draining', 'draining'] as const)
          return { name, state: here === 0 ? none : here === 8 ? all : some, cards: { a800: 8 }, cardsUsed: { a800: here }, reason }
        })
      }),
    drainNode: (name, reason) => this.#call('drainNode', () => void this.drained.set(name, reason)),
    resumeNode: (name) => this.#call('resumeNode', () => void this.drained.delete(name)),
    reservations: () =>
      this.#call('reservations', () =>
        [...this.windows.values()].map(({ name, startsAt, minutes, nodes, users }) => ({
          name,
          startsAt,
          endsAt: startsAt + minutes * 60,
          nodes,
          nodeNames: 'g1',
          isMaintenance: users.length === 0,
          holders: users,
        })),
      ),
    reserve: (reservation) => this.#call('reserve', () => void this.windows.set(reservation.name, reservation)),
    release: (name) => this.#call('release', () => void this.windows.delete(name)),
    estimate: () => this.#call('estimate', () => new Map<string, number>()),
  }
}
