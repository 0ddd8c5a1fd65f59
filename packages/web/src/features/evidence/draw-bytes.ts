const KILO = 1024
const UNITS = ['B', 'KB', 'MB', 'GB'] as const

/** "3.4 MB"; whole numbers of bytes and of anything from ten up. */
export function drawBytes(bytes: number): string {
  const power = bytes < KILO ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(KILO)))
  const value = bytes / KILO ** power
  return `${power === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`
}
