// The layers of the product. `tools/check-layers.ts` runs this and proves on a planted violation that it bites.
const forbidden = (name, from, to) => ({ name, severity: 'error', from, to })
module.exports = {
  forbidden: [
    forbidden('no-cycles', {}, { circular: true }),
    forbidden('domain-imports-domain-only', { path: '^packages/domain/src', pathNot: '\\.test\\.ts$' }, { pathNot: '^packages/domain/src|(^|/)node_modules/temporal-polyfill' }),
    forbidden('contract-imports-domain-only', { path: '^packages/contract/src', pathNot: '\\.test\\.ts$' }, { pathNot: '^packages/(contract|domain)/src|(^|/)node_modules/zod' }),
    forbidden('forecast-imports-domain-only', { path: '^packages/forecast/src', pathNot: '\\.test\\.ts$' }, { pathNot: '^packages/(forecast|domain)/src' }),
    forbidden('web-is-not-server', { path: '^packages/web/src' }, { path: '^packages/(server|cli)/src' }),
    forbidden('features-meet-through-their-index', { path: '^packages/server/src/features/([^/]+)/' }, { path: '^packages/server/src/features/([^/]+)/', pathNot: ['^packages/server/src/features/$1/', '/index\\.ts$'] }),
    forbidden('sql-stays-in-queries-and-views', { path: '^packages/server/src/features', pathNot: '\\.(queries|view|test)\\.ts$' }, { path: '(^|/)node_modules/kysely' }),
    forbidden('http-stays-at-the-edge', { path: '^packages/(server|cli)/src', pathNot: '^packages/server/src/(platform/(http|web-app|metrics|cookies)|testing/)' }, { path: '(^|/)node_modules/(fastify|@fastify)' }),
    forbidden('spreadsheets-behind-one-adapter', { path: '^packages', pathNot: '^packages/server/src/platform/spreadsheet' }, { path: '(^|/)node_modules/@cj-tech-master/excelts' }),
    forbidden('testing-is-for-tests', { path: '^packages', pathNot: '\\.test\\.ts$|/testing/' }, { path: '/testing/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^packages/[^/]+/dist/' },
    tsConfig: { fileName: `${__dirname}/tsconfig.json` },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6'],
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs'] },
  },
}
