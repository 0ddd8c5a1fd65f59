import type { EngineName } from '@ballast/domain/computing/engine-versions.ts'

export const ENGINE_NAMES: Readonly<Record<EngineName, string>> = { slurm: 'Slurm', kueue: 'Kueue' }
