import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { markdown } from './markdown-plugin.ts'

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)
const WORTH_COMPRESSING = /\.(?:js|mjs|css|html|svg|json)$/
/** Below this a compressed file saves less than its header costs. */
const SMALLEST_BYTES = 1024
// Ten takes a third of the time of eleven and gives two percent away.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }

/** Writes a .br and a .gz beside each file of the build, which the server sends as they are. */
function precompress(): Plugin {
  return {
    name: 'ballast:precompress',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir === undefined) return
      const files = await readdir(dir, { recursive: true })
      await Promise.all(
        files
          .filter((file) => WORTH_COMPRESSING.test(file))
          .map(async (file) => {
            const path = join(dir, file)
            const content = await readFile(path)
            if (content.length < SMALLEST_BYTES) return
            await Promise.all([
              compressBrotli(content, BROTLI).then((packed) => writeFile(`${path}.br`, packed)),
              compressGzip(content, { level: 9 }).then((packed) => writeFile(`${path}.gz`, packed)),
            ])
          }),
      )
    },
  }
}

export default defineConfig({
  plugins: [react(), markdown(), precompress()],
  build: {
    target: 'es2023',
    sourcemap: false,
    // The map library and its worker; both are loaded with the first map only.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What changes least gets files of its own, so that a release of the product leaves them in the browser's cache. The component
          // library is not among them: each page takes the parts that it needs.
          groups: [
            { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler)\//, priority: 2 },
            { name: 'data', test: /node_modules\/(?:@tanstack|zod)\//, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8420' } },
})
