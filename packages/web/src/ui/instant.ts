/** An instant as the zone's clocks show it: "2024-01-15 10:30:00". */
export const drawInstant = (instant: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' }).format(new Date(instant))
