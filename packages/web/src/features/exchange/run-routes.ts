/** The same steps lead an import of registers and one of returns; each asks its own routes, because other people may take them. */
export const RUN_ROUTES = {
  register: {
    list: 'exchange.list',
    show: 'exchange.show',
    preview: 'exchange.preview',
    commit: 'exchange.commit',
    cancel: 'exchange.cancel',
    refusals: 'exchange.refusals',
    invalidates: ['exchange.', 'project.', 'enterprise.', 'parcel.', 'plan.', 'cockpit.'],
  },
  returns: {
    list: 'return-file.list',
    show: 'return-file.show',
    preview: 'return-file.preview',
    commit: 'return-file.commit',
    cancel: 'return-file.cancel',
    refusals: 'return-file.refusals',
    invalidates: ['return-file.', 'report.', 'period.'],
  },
} as const
export type RunKind = keyof typeof RUN_ROUTES
