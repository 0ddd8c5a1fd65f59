import '../../contract/src/imports-server.ts'
