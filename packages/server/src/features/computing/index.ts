export { changesOf } from './changes.ts'
export { startDispatcher, type Dispatcher } from './dispatch/dispatcher.ts'
export { enginesOver, useEngines } from './engines.ts'
