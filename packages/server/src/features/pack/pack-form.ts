import type { ErrorObject } from 'ajv/dist/2020.js'

/** The sentence for a pattern of the schemas; a pattern itself tells a person nothing. */
const PATTERNS: Readonly<Record<string, string>> = {
  '^[a-z_]+\\*?(:\\d{1,4})?(\\|[a-z_]+\\*?(:\\d{1,4})?)*$': 'pack.not-gates',
  '^\\d{1,13}(\\.\\d{1,6})?$': 'pack.not-an-amount',
  '^-?\\d{1,13}(\\.\\d{1,6})?$': 'pack.not-an-amount',
  '^\\d{1,12}(\\.\\d{1,2})?$': 'pack.not-an-area',
  '^\\d{1,3}(\\.\\d{1,2})?$': 'pack.not-a-number',
  '^\\d{1,3}(\\.\\d{1,3})?$': 'pack.not-a-number',
  '^\\d{1,3}(\\.\\d{1,4})?$': 'pack.not-a-number',
  '^\\d{1,6}(\\.\\d{1,2})?$': 'pack.not-a-number',
  '^\\d{1,6}$': 'pack.not-a-whole-number',
  '^(\\d{1,4}|-)$': 'pack.not-a-limit',
  '^\\d{1,9}$': 'pack.not-a-whole-number',
  '^\\d{4}$': 'pack.not-a-year',
  '^\\d{4}-(0[1-9]|1[0-2])$': 'pack.not-a-month',
  '^\\d{12}$': 'pack.not-an-area-code',
  '^[A-T]\\d{4}$': 'pack.not-an-industry',
  '^#[0-9a-f]{6}$': 'pack.not-a-color',
  '^(category|cluster):.+$': 'pack.not-a-scope',
  '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$': 'pack.not-a-code',
  '^[a-z][a-z0-9-]{0,30}$': 'pack.not-a-small-code',
  '^[a-z][a-z0-9-]{1,30}$': 'pack.not-a-small-code',
  '^[a-z][a-z0-9._-]{0,39}$': 'pack.not-a-small-code',
  '^[a-z][a-z0-9_]{0,39}$': 'pack.not-a-small-code',
  '^[^|:]+(:\\d{1,12}(\\.\\d{1,2})?)?(\\|[^|:]+(:\\d{1,12}(\\.\\d{1,2})?)?)*$': 'pack.not-parcels',
  '^(later_phase_of|part_of|renewal_of):[^|:]+(\\|(later_phase_of|part_of|renewal_of):[^|:]+)*$': 'pack.not-relations',
}

/** Why a value does not have the form that its schema asks for. */
export function formOf({ keyword, params, message }: ErrorObject): { code: string; params: Readonly<Record<string, string>> } {
  const given = params as Record<string, unknown>
  if (keyword === 'pattern') return { code: PATTERNS[String(given['pattern'])] ?? 'pack.bad-value', params: { expected: message ?? '' } }
  if (keyword === 'format') return { code: 'pack.not-a-day', params: {} }
  if (keyword === 'type') return { code: 'pack.wrong-type', params: { type: String(given['type']) } }
  if (keyword === 'maxLength') return { code: 'pack.too-long', params: { limit: String(given['limit']) } }
  if (keyword === 'minLength') return { code: 'pack.empty-value', params: {} }
  if (keyword === 'minimum') return { code: 'pack.too-small', params: { limit: String(given['limit']) } }
  if (keyword === 'maximum') return { code: 'pack.too-large', params: { limit: String(given['limit']) } }
  return { code: 'pack.bad-value', params: { expected: message ?? '' } }
}
