/** The line on which each feature of a GeoJSON text begins: the objects in the lists of the outermost object. */
export function featureLines(text: string): number[] {
  const lines: number[] = []
  const open: string[] = []
  let line = 1
  let isInText = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] as string
    if (character === '\n') line += 1
    if (isInText) {
      if (character === '\\') index += 1
      else if (character === '"') isInText = false
    } else if (character === '"') isInText = true
    else if (character === '{' || character === '[') {
      if (character === '{' && open.length === 2 && open[1] === '[') lines.push(line)
      open.push(character)
    } else if (character === '}' || character === ']') open.pop()
  }
  return lines
}

/** The line that a JSON parser's message names; 1 where it names none. */
export function lineOfJsonError(text: string, error: unknown): number {
  const message = error instanceof Error ? error.message : ''
  const line = /line (\d+)/.exec(message)
  if (line) return Number(line[1])
  const position = /position (\d+)/.exec(message)
  return position ? text.slice(0, Number(position[1])).split('\n').length : 1
}
