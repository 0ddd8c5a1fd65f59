import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { parsePlainDate } from '@ballast/domain/shared/time.ts'
import { formOf } from './pack-form.ts'

const SCHEMA_DIR = join(import.meta.dirname, '../../../../../zones/schema')

function isPlainDate(text: string): boolean {
  try {
    return parsePlainDate(text) === text
  } catch {
    return false
  }
}

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictTuples: false, strictRequired: false, verbose: true })
ajv.addFormat('plain-date', isPlainDate)

interface Schema {
  readonly properties: Readonly<Record<string, unknown>>
  readonly patternProperties?: Readonly<Record<string, unknown>>
  readonly required?: readonly string[]
}
const compiled = new Map<string, { schema: Schema; validate: ValidateFunction }>()

/** The schema of a kind of file, zones/schema/<name>.schema.json, ready to check with. */
export function schemaOf(name: string): { schema: Schema; validate: ValidateFunction } {
  const known = compiled.get(name)
  if (known) return known
  const schema = JSON.parse(readFileSync(join(SCHEMA_DIR, `${name}.schema.json`), 'utf8')) as Schema
  const entry = { schema, validate: ajv.compile(schema) }
  compiled.set(name, entry)
  return entry
}

/** Whether a row's schema has the column. */
export const hasColumn = (schema: Schema, column: string): boolean =>
  column in schema.properties || Object.keys(schema.patternProperties ?? {}).some((pattern) => new RegExp(pattern).test(column))

export interface SchemaFault {
  /** Steps from the root of the value to where the fault stands. */
  readonly path: readonly string[]
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

const short = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

function faultOf(error: ErrorObject): SchemaFault | null {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  const column = path.join('.')
  const params = error.params as Record<string, unknown>
  switch (error.keyword) {
    case 'required':
      return { path, code: 'pack.value-missing', params: { column: [...path, params['missingProperty']].join('.') } }
    case 'additionalProperties':
      return {
        path: [...path, String(params['additionalProperty'])],
        code: 'pack.unknown-key',
        params: { column: String(params['additionalProperty']) },
      }
    case 'enum':
      return {
        path,
        code: 'pack.not-one-of',
        params: { column, value: short(error.data), allowed: (params['allowedValues'] as unknown[]).join(', ') },
      }
    // The branches of a choice report themselves.
    case 'if':
      return null
    case 'oneOf':
      return { path, code: 'pack.one-value-only', params: { column } }
    default: {
      const { code, params: said } = formOf(error)
      return { path, code, params: { column, value: short(error.data), ...said } }
    }
  }
}

/** All that is wrong with a value by its schema, each fault once. */
export function schemaFaults(name: string, value: unknown): SchemaFault[] {
  const { validate } = schemaOf(name)
  if (validate(value)) return []
  const errors = validate.errors ?? []
  // The requirements inside a choice only repeat what the choice says.
  const plain = errors.filter(({ schemaPath }) => !/\/oneOf\/\d/.test(schemaPath))
  const seen = new Set<string>()
  return plain.flatMap((error) => {
    const fault = faultOf(error)
    const key = JSON.stringify(fault)
    if (fault === null || seen.has(key)) return []
    seen.add(key)
    return [fault]
  })
}
