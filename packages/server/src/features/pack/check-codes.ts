import { INDICATORS } from '@ballast/domain/plan/indicator.ts'
import { CSV_FILES, type ProblemList } from './pack-file.ts'
import { items } from './pack-rows.ts'
import type { Pack } from './read-pack.ts'

/** Days lie in the years that the calendar covers. */
export function calendarChecks({ csv, zone: { calendar } }: Pack, problems: ProblemList): void {
  const { path } = CSV_FILES.calendar
  for (const { line, cells } of csv.calendar) {
    const day = cells['day'] as string
    if (calendar === undefined) {
      problems.add(path, line, 'pack.no-calendar')
      return
    }
    if (day < calendar.coveredFrom || day >= calendar.coveredUntil) {
      problems.add(path, line, 'pack.day-not-covered', { day, from: calendar.coveredFrom, until: calendar.coveredUntil })
    }
  }
}

/** Clusters stand in categories, attributes are objects, choices have choices, logins and past figures are what they say. */
export function codeChecks(pack: Pack, problems: ProblemList): void {
  const { csv, zone, zoneLine } = pack
  const categories = new Set(csv.categories.map(({ cells }) => cells['code']))
  for (const { line, cells } of csv.clusters) {
    const category = cells['category'] as string
    if (!categories.has(category)) {
      problems.add(CSV_FILES.clusters.path, line, 'pack.unknown-reference', {
        column: 'category',
        value: category,
        file: CSV_FILES.categories.path,
      })
    }
  }
  for (const { line, cells } of csv.codes) {
    if (!isJsonObject(cells['attributes'] ?? '{}')) problems.add(CSV_FILES.codes.path, line, 'pack.attributes-not-object')
  }
  for (const { line, cells } of csv['custom-fields']) {
    const isChoice = cells['value_type'] === 'choice'
    if (isChoice !== items(cells['choices']).length > 0) problems.add(CSV_FILES['custom-fields'].path, line, 'pack.choices-of-choice')
  }
  const indicators = new Set(INDICATORS.map(({ id }) => id))
  for (const { line, cells } of csv.history) {
    const indicator = cells['indicator'] as string
    if (!indicators.has(indicator)) problems.add(CSV_FILES.history.path, line, 'pack.unknown-indicator', { indicator })
  }
  if (zone.demonstration !== undefined && (zone.zone.businessOn ?? null) === null) {
    problems.add('zone.yaml', zoneLine(['demonstration']), 'pack.demonstration-without-date')
  }
  if (!zone.users.some(({ roles }) => roles.includes('administrator'))) {
    problems.add('zone.yaml', zoneLine(['users', '0']), 'pack.no-administrator')
  }
  zone.users.forEach(({ login }, index) => {
    if (zone.users.findIndex((user) => user.login === login) < index) {
      problems.add('zone.yaml', zoneLine(['users', String(index)]), 'pack.login-twice', { login })
    }
  })
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
