import { USED_FIELDS, USED_OPERATIONS, USED_PARAMETERS } from './used.ts'

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
type Objects = Record<string, Record<string, Json>>

export interface Specification {
  readonly info: { readonly version: string }
  readonly paths: Record<string, Objects>
  readonly components: { readonly schemas: Objects }
}

/**
 * The part of a specification that the product uses, with the version taken out of paths and names, so that the same call means the
 * same in every version. Lists of values become text: a value that a later version adds must not be a fault.
 */
export function pruned(whole: Specification, version: string): { part: Json; missing: string[] } {
  const missing: string[] = []
  const schemas: Record<string, Json> = {}
  const short = (name: string) => name.replace(`${version}_`, '')
  const take = (name: string): void => {
    const own = short(name)
    if (own in schemas) return
    const schema = whole.components.schemas[name]
    if (schema === undefined) throw new Error(`no schema ${name}`)
    const fields = USED_FIELDS[own]
    const properties = schema['properties'] as Record<string, Json> | undefined
    schemas[own] = null
    if (fields === undefined || properties === undefined) {
      schemas[own] = walk(schema)
      return
    }
    missing.push(...fields.filter((field) => !(field in properties)).map((field) => `${own}.${field}`))
    const kept = fields.flatMap((field) => (properties[field] === undefined ? [] : [[field, properties[field]] as const]))
    const required = ((schema['required'] ?? []) as string[]).filter((field) => fields.includes(field))
    schemas[own] = walk({ type: 'object', ...(required.length === 0 ? {} : { required }), properties: Object.fromEntries(kept) })
  }
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk)
    if (value === null || typeof value !== 'object') return value
    if (typeof value['$ref'] === 'string') {
      const name = value['$ref'].replace('#/components/schemas/', '')
      take(name)
      return { $ref: `#/components/schemas/${short(name)}` }
    }
    const { description: _, deprecated: __, ...rest } = value
    if (typeof rest['type'] === 'string') delete rest['enum']
    return Object.fromEntries(
      Object.entries('properties' in value ? { ...rest, properties: value['properties'] } : rest).map(([name, inner]) => [
        name,
        name === 'properties' ? walkEach(inner as Record<string, Json>) : walk(inner),
      ]),
    )
  }
  // The names in here are fields, not words of the schema: one is called description.
  const walkEach = (fields: Record<string, Json>): Json =>
    Object.fromEntries(Object.entries(fields).map(([name, inner]) => [name, walk(inner)]))

  const paths: Record<string, Json> = {}
  for (const [path, methods] of Object.entries(USED_OPERATIONS)) {
    const found = whole.paths[path.replace(/^\/(slurm|slurmdb)\//, `/$1/${version}/`)]
    for (const method of methods) {
      const operation = found?.[method]
      if (operation === undefined) {
        missing.push(`${method} ${path}`)
        continue
      }
      const parameters = ((operation['parameters'] ?? []) as { name: string }[]).filter(({ name }) => USED_PARAMETERS.has(name))
      const { requestBody, responses } = operation
      paths[path] = {
        ...(paths[path] as Record<string, Json>),
        [method]: {
          parameters: walk(parameters),
          ...(requestBody === undefined ? {} : { requestBody: walk(requestBody) }),
          responses: { 200: walk((responses as Record<string, Json>)['200'] ?? null) },
        },
      }
    }
  }
  return { part: { openapi: '3.0.3', info: { title: 'Slurm', version: whole.info.version }, paths, components: { schemas } }, missing }
}
