/** Versions of the engines' interfaces that the product speaks. */
export const ENGINE_VERSIONS = { slurm: ['24.11', '26.05'], kueue: ['v1beta2'] } as const
export type EngineName = keyof typeof ENGINE_VERSIONS

export const isSpoken = (engine: EngineName, version: string): boolean => (ENGINE_VERSIONS[engine] as readonly string[]).includes(version)

/** Held against the schemas of its interface alone; never run against a real one. */
export const isUnproven = (engine: EngineName): boolean => engine === 'kueue'
