import type { Role } from '@ballast/contract/roles.ts'
import { type Locale } from '@ballast/contract/messages.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { AuditHeads } from './audit-heads.ts'
import type { AuditKey, AuditKeys } from './audit-key.ts'
import type { Clock } from './clock.ts'
import type { FileKeeping } from './file-store/file-keeping.ts'
import type { Outgoing } from './outgoing/outgoing.ts'

export interface ZoneContext {
  readonly zoneId: Uuid
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  /** Fixed business date of a demonstration, or null for the real date. */
  readonly businessOn: PlainDate | null
  readonly projectedEpsg: number
}

export interface UserContext {
  readonly userId: Uuid
  readonly login: string
  readonly nameZh: string
  readonly nameEn: string
  readonly grants: readonly Grant[]
  /** The bureau that a grant can be held to. */
  readonly bureauCode: string | null
  /** The enterprise that a reporter speaks for. */
  readonly enterpriseId: Uuid | null
  /** Until he has, he can do nothing else. */
  readonly mustChangePassword: boolean
  /** Whom he stands in for: the grants, the bureau, the enterprise and the projects are this person's then. */
  readonly actsFor?: Represented | undefined
}

export interface Represented {
  readonly userId: Uuid
  readonly login: string
  readonly nameZh: string
  readonly nameEn: string
}

/** The name by which projects know whose they are. */
export const managerName = ({ nameZh, actsFor }: UserContext): string => actsFor?.nameZh ?? nameZh

/** A role that a user has. */
export interface Grant {
  readonly role: Role
  /** Where the role reaches the zone, it reaches the projects of the user's bureau only. */
  readonly bureauOnly: boolean
}

/** Where a request comes from. */
export interface Origin {
  readonly address: string
  readonly userAgent: string
  /** The proof that this device has been signed in from before, if it has one. */
  readonly device: string | undefined
}

/** What is known of a request before anybody is known to have made it. */
export interface EdgeContext {
  readonly locale: Locale
  readonly requestId: string
  readonly clock: Clock
  readonly auditKey: AuditKey
  /** For verification; none in work that does not come through the edge. */
  readonly auditKeys?: AuditKeys | undefined
  readonly auditHeads?: AuditHeads | undefined
  readonly origin?: Origin | undefined
  /** Where uploaded files are kept, and what is taken; none in work that does not come through the edge. */
  readonly files?: FileKeeping | undefined
  /** By what it speaks to the world outside; none in work that does not come through the edge. */
  readonly outgoing?: Outgoing | undefined
}

export interface Identity {
  readonly zone: ZoneContext
  readonly user: UserContext
  /** The session in which he is signed in; null for a command on the machine itself. */
  readonly sessionId: Uuid | null
  /** The API token by which a program acts for him. */
  readonly token?: TokenScope | undefined
}

export interface TokenScope {
  readonly tokenId: Uuid
  /** What it may do; null: read whatever its user may read. */
  readonly actions: readonly string[] | null
}

/** Who acts, for which zone, when and in which language. Made at the edge, passed to every use case. */
export interface Context extends EdgeContext, Omit<Identity, 'sessionId'> {
  readonly sessionId?: Uuid | null
}

export const businessDate = (ctx: Pick<Context, 'zone' | 'clock'>): PlainDate => ctx.zone.businessOn ?? ctx.clock.today()
