/** A feature's sentences by code; {name} is filled from the reason's values. */
export type MessageTable = Readonly<Record<string, { readonly zh: string; readonly en: string }>>
