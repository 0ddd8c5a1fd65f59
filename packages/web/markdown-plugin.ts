import { readFile } from 'node:fs/promises'
import { marked } from 'marked'
import type { Plugin } from 'vite'

const SUFFIX = '.md?html'
/** A table wider than the screen is moved within a frame of its own, which the keyboard reaches. */
const framed = (html: string): string =>
  html.replaceAll('<table>', '<div class="table-frame" tabindex="0"><table>').replaceAll('</table>', '</table></div>')

/** A document of the repository as the HTML that a page shows, made when the app is built: `import html from '….md?html'`. */
export function markdown(): Plugin {
  return {
    name: 'ballast:markdown',
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null
      const html = await marked.parse(await readFile(id.slice(0, -'?html'.length), 'utf8'), { async: true })
      return `export default ${JSON.stringify(framed(html))}`
    },
  }
}
