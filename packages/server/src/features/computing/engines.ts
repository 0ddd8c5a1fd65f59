import { readFile } from 'node:fs/promises'
import { isSpoken } from '@ballast/domain/computing/engine-versions.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database.ts'
import type { Centre } from './centre.queries.ts'
import type { EnginePort, NodeSeen, ReservationSeen } from './engine/engine-port.ts'
import { kueueEngine, type KueueVersion } from './engine/kueue/kueue-adapter.ts'
import { slurmEngine, type SlurmVersion } from './engine/slurm/slurm-adapter.ts'
import { tokenSigner } from './engine/slurm/token-signer.ts'

/** The engines of the centres that this process speaks to. */
export interface Engines {
  of(centre: Centre): Promise<EnginePort>
  /** What its nodes were at most a few seconds ago; many who look ask the engine once. */
  nodes(centre: Centre): Promise<readonly NodeSeen[]>
  /** Likewise. */
  reservations(centre: Centre): Promise<readonly ReservationSeen[]>
  /** Something was changed there: whoever looks next asks the engine. */
  forget(centreId: Uuid): void
  close(): void
}

const KEPT_MS = 5000

/** @param secret what a name of the environment holds; names alone that begin with BALLAST_COMPUTING_ are asked for */
export function enginesOver(clock: Clock, secret: (name: string) => string | undefined): Engines {
  const open = new Map<string, { engine: EnginePort & { close(): void } }>()
  const of = async (centre: Centre): Promise<EnginePort> => {
    const key = [centre.centreId, centre.engine, centre.apiVersion, centre.url, centre.keyRef].join('\n')
    const found = open.get(key)
    if (found !== undefined) return found.engine
    const made = { engine: await connect(centre, clock, secret) }
    const meanwhile = open.get(key)
    if (meanwhile !== undefined) {
      made.engine.close()
      return meanwhile.engine
    }
    open.set(key, made)
    return made.engine
  }
  return {
    of,
    ...remembered(clock, of),
    close: () => {
      for (const { engine } of open.values()) engine.close()
      open.clear()
    },
  }
}

export function remembered(clock: Clock, of: (centre: Centre) => Promise<EnginePort>): Pick<Engines, 'nodes' | 'reservations' | 'forget'> {
  const keep = <T>(ask: (engine: EnginePort) => Promise<T>) => {
    const seen = new Map<Uuid, { at: number; answer: Promise<T> }>()
    const read = (centre: Centre): Promise<T> => {
      const { centreId } = centre
      const kept = seen.get(centreId)
      if (kept !== undefined && clock.milliseconds() - kept.at < KEPT_MS) return kept.answer
      const answer = of(centre).then(ask)
      seen.set(centreId, { at: clock.milliseconds(), answer })
      answer.catch(() => seen.delete(centreId))
      return answer
    }
    return { read, seen }
  }
  const nodes = keep<readonly NodeSeen[]>((engine) => engine.nodes())
  const reservations = keep<readonly ReservationSeen[]>((engine) => engine.reservations())
  return {
    nodes: nodes.read,
    reservations: reservations.read,
    forget: (centreId) => {
      for (const { seen } of [nodes, reservations]) seen.delete(centreId)
    },
  }
}

async function connect(centre: Centre, clock: Clock, secret: (name: string) => string | undefined) {
  const refuse = (code: string, params: Record<string, string>) => new Refusal(code, [{ code, params }])
  const { engine, apiVersion: version, url } = centre
  if (!isSpoken(engine, version)) throw refuse('compute-centre.engine-unsupported', { engine, version })
  const [, kind, place = ''] = /^(file|env):(.+)$/.exec(centre.keyRef) ?? []
  const readKey = async (): Promise<Buffer> => {
    const text = kind === 'env' && place.startsWith('BALLAST_COMPUTING_') ? secret(place) : undefined
    const key =
      kind === 'file' ? await readFile(place).catch(() => undefined) : text === undefined ? undefined : Buffer.from(text, 'base64')
    if (key === undefined || key.length === 0) throw refuse('compute-centre.no-key', { place: centre.keyRef })
    return key
  }
  const key = await readKey()
  if (engine === 'slurm') return slurmEngine(version as SlurmVersion, { url, sign: tokenSigner(key, clock) })
  return kueueEngine(version as KueueVersion, { url, clock, token: async () => (await readKey()).toString('utf8').trim() })
}

const known = new WeakMap<Database, Engines>()
/** Says by what the centres of a database are spoken to; without it none can be. */
export const useEngines = (database: Database, engines: Engines): void => void known.set(database, engines)
export function enginesOf(database: Database): Engines {
  const engines = known.get(database)
  if (engines === undefined) throw new Error('no engines were given to this database')
  return engines
}
