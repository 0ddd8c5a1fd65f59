import { parentPort, workerData } from 'node:worker_threads'
import { makeScenario, type ScenarioTask } from './make-scenario.ts'

parentPort?.postMessage(makeScenario(workerData as ScenarioTask))
