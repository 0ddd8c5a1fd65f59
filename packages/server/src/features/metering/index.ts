export { startMetering, type Meters } from './start-metering.ts'
