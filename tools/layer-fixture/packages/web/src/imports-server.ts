import '../../server/src/platform/thing.ts'
