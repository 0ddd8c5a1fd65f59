import { randomBytes } from 'node:crypto'
import { uuidV7, type Uuid } from '@ballast/domain/shared/ids.ts'
import { systemClock } from './clock.ts'

export const newId = (): Uuid => uuidV7(systemClock.milliseconds(), randomBytes(10))
