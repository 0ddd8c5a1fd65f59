export { parcelIdsWithin, projectIdsWithin, type MapArea } from './area-filter.ts'
export { parcelIdsByName } from './parcel.queries.ts'
export { readParcelRows } from './read-parcel-rows.ts'
export { saveParcels, type SaveParcelsOptions } from './save-parcels.ts'
