interface Visit {
  readonly order: number
  /** The earliest visited name that can be reached from here along names not yet closed. */
  earliest: number
  isOpen: boolean
}

/** Those names from which the relations lead back to themselves: the strongly connected groups, by Tarjan's algorithm. */
export function numbersOnCycles(relatedTo: ReadonlyMap<string, readonly string[]>): Set<string> {
  const onCycle = new Set<string>()
  const visits = new Map<string, Visit>()
  const open: string[] = []
  const visit = (name: string): Visit => {
    const here: Visit = { order: visits.size, earliest: visits.size, isOpen: true }
    visits.set(name, here)
    open.push(name)
    for (const next of relatedTo.get(name) ?? []) {
      const there = visits.get(next)
      if (there === undefined) here.earliest = Math.min(here.earliest, visit(next).earliest)
      else if (there.isOpen) here.earliest = Math.min(here.earliest, there.order)
    }
    if (here.earliest === here.order) {
      const group = open.splice(open.lastIndexOf(name))
      for (const member of group) {
        ;(visits.get(member) as Visit).isOpen = false
        if (group.length > 1 || relatedTo.get(member)?.includes(member)) onCycle.add(member)
      }
    }
    return here
  }
  for (const name of relatedTo.keys()) if (!visits.has(name)) visit(name)
  return onCycle
}
