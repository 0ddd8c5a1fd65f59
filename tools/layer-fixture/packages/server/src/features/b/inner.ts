import '../../testing/thing.ts'
import 'kysely'
import 'fastify'
import '@cj-tech-master/excelts'
