/** A row as one side has it. */
export interface ProvenRow {
  readonly key: string
  readonly label: string
  readonly amount: bigint
}
export interface BookedRow extends ProvenRow {
  readonly on: 'metered' | 'suspense'
}

/** `missing`: the books have it, we do not; `surplus`: the other way round; `twice`: the books have two rows of one key. */
export const PROOF_FAULTS = ['missing', 'surplus', 'differs', 'twice'] as const
export interface ProofFault {
  readonly fault: (typeof PROOF_FAULTS)[number]
  readonly label: string
  readonly engine: bigint
  readonly ours: bigint
}

export interface DayProof {
  readonly runs: number
  readonly engine: bigint
  readonly metered: bigint
  readonly suspense: bigint
  /** What the engine has less what we have; zero, or the faults say where not. */
  readonly difference: bigint
  readonly faults: readonly ProofFault[]
}

/** Sets the engine's rows against ours: the difference is the sum of the faults, so a fault of one row cannot hide behind another's. */
export function proveDay(engineRows: readonly ProvenRow[], booked: readonly BookedRow[]): DayProof {
  const left = new Map(booked.map((row) => [row.key, row]))
  const seen = new Set<string>()
  const faults: ProofFault[] = []
  for (const { key, label, amount } of engineRows) {
    const ours = left.get(key)
    if (seen.has(key)) faults.push({ fault: 'twice', label, engine: amount, ours: 0n })
    else if (ours === undefined) faults.push({ fault: 'missing', label, engine: amount, ours: 0n })
    else if (ours.amount !== amount) faults.push({ fault: 'differs', label, engine: amount, ours: ours.amount })
    seen.add(key)
    left.delete(key)
  }
  for (const { label, amount } of left.values()) faults.push({ fault: 'surplus', label, engine: 0n, ours: amount })
  const sumOn = (on: BookedRow['on']) => sum(booked.filter((row) => row.on === on))
  const [engine, metered, suspense] = [sum(engineRows), sumOn('metered'), sumOn('suspense')]
  return { runs: engineRows.length, engine, metered, suspense, difference: engine - metered - suspense, faults }
}

const sum = (rows: readonly { readonly amount: bigint }[]): bigint => rows.reduce((total, { amount }) => total + amount, 0n)
