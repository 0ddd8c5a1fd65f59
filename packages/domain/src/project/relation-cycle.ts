/** Those projects from which the relations lead back to themselves. */
export function numbersOnCycles(relatedTo: ReadonlyMap<string, readonly string[]>): Set<string> {
  const onCycle = new Set<string>()
  const done = new Set<string>()
  for (const start of relatedTo.keys()) {
    if (done.has(start)) continue
    const path: string[] = []
    const onPath = new Set<string>()
    const open: { projectNo: string; next: number }[] = [{ projectNo: start, next: 0 }]
    path.push(start)
    onPath.add(start)
    while (open.length > 0) {
      const top = open.at(-1) as { projectNo: string; next: number }
      const related = relatedTo.get(top.projectNo)?.[top.next]
      top.next += 1
      if (related === undefined) {
        open.pop()
        path.pop()
        onPath.delete(top.projectNo)
        done.add(top.projectNo)
      } else if (onPath.has(related)) {
        for (const projectNo of path.slice(path.indexOf(related))) onCycle.add(projectNo)
      } else if (!done.has(related)) {
        open.push({ projectNo: related, next: 0 })
        path.push(related)
        onPath.add(related)
      }
    }
  }
  return onCycle
}
