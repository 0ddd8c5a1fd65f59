import type { EngineName } from '@ballast/domain/computing/engine-versions.ts'
import type { JobState, NodeState } from '@ballast/domain/computing/engine-states.ts'

/** Seconds since 1970: engines know no fractions. */
export type EpochSeconds = number
/** Cards by the name that the engine knows their type by. */
export type CardCounts = Readonly<Record<string, number>>

/** What an engine is and can do. What it cannot, the product does not pretend. */
export interface Capabilities {
  readonly engine: EngineName
  readonly release: string
  /** The name of the centre inside the engine; part of the identity of a job. */
  readonly cluster: string
  /** Whether the accounting behind it answers: without it jobs run, and are metered later. */
  readonly accountingAnswers: boolean
  /** By type of card, what a card is billed with (TFLOPS); the register is compared with it. */
  readonly billedTflops: CardCounts
  readonly partitions: readonly Partition[]
}

export interface Partition {
  readonly name: string
  readonly isUp: boolean
  readonly nodes: number
  /** Null: no limit. */
  readonly longestMinutes: number | null
}

/** Who may submit to which envelopes. Said again, it is the same; what is left out is taken away. */
export interface Tenant {
  readonly account: string
  readonly description: string
  /** Accounts of the operating system at the centre. */
  readonly users: readonly string[]
  /** The first is the one that counts where a job names none. */
  readonly envelopes: readonly string[]
  /** A blocked tenant can submit nothing, and nothing of his starts. */
  readonly isBlocked: boolean
}

/** How much an account may spend at this centre, over all time; the engine refuses what goes beyond. */
export interface Envelope {
  readonly name: string
  readonly description: string
  /** Whole TFLOPS·minutes: limits of jobs are whole minutes. */
  readonly tflopsMinutes: number
}

export interface JobRequest {
  readonly account: string
  readonly user: string
  readonly envelope: string
  /** Our own identity of the job, by which it is found again. */
  readonly ownId: string
  readonly name: string
  readonly script: string
  readonly workingDirectory: string
  readonly environment: Readonly<Record<string, string>>
  readonly partition: string | null
  readonly nodes: number
  readonly cardType: string
  readonly cardsPerNode: number
  readonly limitMinutes: number
  readonly isHeld: boolean
  /** May run again from the start after a failure of a node or a preemption. */
  readonly mayRunAgain: boolean
}

export interface JobSeen {
  readonly jobId: string
  readonly state: JobState
}

export interface JobDetails extends JobSeen {
  readonly ownId: string
  readonly account: string
  readonly user: string
  readonly envelope: string
  readonly name: string
  readonly submittedAt: EpochSeconds
  /** When it started; of one that waits, when the engine means to start it, which it knows after its next round. */
  readonly startsAt: EpochSeconds | null
  readonly restarts: number
  /** The engine's word for what it waits for, as `Resources` or `QOSGrpGRESMinutes`. */
  readonly waitsFor: string | null
  readonly nodes: string
}

/** A row of the engine's books. The same job has one for each time it was started. */
export interface JobRecord extends JobSeen {
  readonly cluster: string
  readonly ownId: string
  readonly account: string
  readonly user: string
  readonly envelope: string
  readonly name: string
  readonly submittedAt: EpochSeconds
  readonly startedAt: EpochSeconds | null
  readonly endedAt: EpochSeconds | null
  readonly elapsedSeconds: number
  /** All nodes together. */
  readonly billedTflops: number
  readonly cards: CardCounts
  readonly nodes: string
  readonly restarts: number
}

export interface NodeSeen {
  readonly name: string
  readonly state: NodeState
  readonly cards: CardCounts
  readonly cardsUsed: CardCounts
  /** Why it is drained or down, as the operator or the engine wrote it. */
  readonly reason: string | null
}

export interface Reservation {
  readonly name: string
  readonly startsAt: EpochSeconds
  readonly minutes: number
  readonly nodes: number
  readonly partition: string
  /** For whom; none: for maintenance, nobody's jobs start there. */
  readonly users: readonly string[]
}

/** A reservation as the engine has it, whoever made it. */
export interface ReservationSeen {
  readonly name: string
  readonly startsAt: EpochSeconds
  readonly endsAt: EpochSeconds
  readonly nodes: number
  /** Which ones, as the engine writes lists of nodes. */
  readonly nodeNames: string
  readonly isMaintenance: boolean
  /** The engine's users, accounts and groups whose jobs may start there. */
  readonly holders: readonly string[]
}

/**
 * An engine of one centre, in our own words. Queueing, backfill, fair shares, preemption and the binding of cards are its own.
 * Each call either answers or throws a Refusal whose code begins with `engine.`; `engine.no-answer` says that what was asked for
 * may have happened.
 */
export interface EnginePort {
  /** The engine itself refuses what goes beyond an envelope; else none is set, and our holds alone keep to the vouchers. */
  readonly keepsEnvelopes: boolean
  /** It has a word of its own on when a job that waits will start. */
  readonly estimatesStarts: boolean
  /** Its interface takes reservations; else its operator makes them at the centre, and here they are only seen. */
  readonly canReserve: boolean
  capabilities(): Promise<Capabilities>
  provisionTenant(tenant: Tenant): Promise<void>
  /** Reads, changes one limit of each, writes, and reads back. Two at a time on one envelope are the caller's to prevent. */
  setEnvelopes(envelopes: readonly Envelope[]): Promise<void>
  submit(job: JobRequest): Promise<{ readonly jobId: string }>
  cancel(jobId: string): Promise<void>
  /** All that the controller remembers: what waits and runs, and what ended within the last minutes. */
  states(): Promise<JobSeen[]>
  job(jobId: string): Promise<JobDetails | undefined>
  /**
   * Rows of the books of jobs that were there in the time: waiting, running or ended. Only here is usage read from.
   * @param only numbers of jobs: rows of others, though not rows of others that had the number before, may be left out
   */
  ended(span: { readonly from: EpochSeconds; readonly until: EpochSeconds; readonly only?: readonly string[] }): Promise<JobRecord[]>
  nodes(): Promise<NodeSeen[]>
  /** The node takes no new job; what runs there may end. Said again, the reason is changed. */
  drainNode(nodeName: string, reason: string): Promise<void>
  /** It takes jobs again, whoever drained it. */
  resumeNode(nodeName: string): Promise<void>
  reservations(): Promise<ReservationSeen[]>
  /** Said again under the same name, it is changed. */
  reserve(reservation: Reservation): Promise<void>
  release(reservationName: string): Promise<void>
  /** The engine's own word on when jobs that wait will start; one that it has not come to yet is missing. */
  estimate(jobIds: readonly string[]): Promise<ReadonlyMap<string, EpochSeconds>>
}
