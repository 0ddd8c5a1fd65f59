export { holdRestored } from './delivery.queries.ts'
export { notify, notifyAll, type Notice } from './notify.ts'
export { actorName } from './actor-name.ts'
export { startCourier, type Courier } from './courier.ts'
