import type { Reason } from '../shared/refusal.ts'

interface Kind {
  /** The first one is put behind a name that has none of them. */
  readonly extensions: readonly string[]
  /** How a browser can show it. */
  readonly preview: 'image' | 'pdf' | null
  /** Taken only where the zone's server is set to. */
  readonly isOptional?: true
}

const OFFICE = 'application/vnd.openxmlformats-officedocument'
/** Documents of Office before 2007 and of WPS; their content does not tell which of them it is. */
export const OLD_OFFICE = 'application/x-cfb'

/** What is taken as evidence, by the media type of its content. */
export const EVIDENCE_KINDS: Readonly<Record<string, Kind>> = {
  'application/pdf': { extensions: ['pdf'], preview: 'pdf' },
  'application/ofd': { extensions: ['ofd'], preview: null },
  'image/jpeg': { extensions: ['jpg', 'jpeg'], preview: 'image' },
  'image/png': { extensions: ['png'], preview: 'image' },
  'image/webp': { extensions: ['webp'], preview: 'image' },
  'image/heic': { extensions: ['heic', 'heif'], preview: null },
  'image/tiff': { extensions: ['tif', 'tiff'], preview: null },
  [`${OFFICE}.spreadsheetml.sheet`]: { extensions: ['xlsx'], preview: null },
  [`${OFFICE}.wordprocessingml.document`]: { extensions: ['docx'], preview: null },
  [`${OFFICE}.presentationml.presentation`]: { extensions: ['pptx'], preview: null },
  [OLD_OFFICE]: { extensions: ['doc', 'xls', 'ppt', 'wps', 'et', 'dps'], preview: null },
  'image/vnd.dwg': { extensions: ['dwg'], preview: null },
  'application/zip': { extensions: ['zip'], preview: null, isOptional: true },
  'video/mp4': { extensions: ['mp4'], preview: null, isOptional: true },
}

/** Names of the kinds that have to be asked for, as they stand in the setting. */
export const OPTIONAL_EXTENSIONS = Object.values(EVIDENCE_KINDS).flatMap(({ extensions, isOptional }) => (isOptional ? extensions : []))

const PROGRAMS = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/x-msi',
  'application/wasm',
  'application/java-vm',
  'application/x-ms-shortcut',
  'application/vnd.android.package-archive',
])
const ARCHIVES =
  /^application\/(zip|x-rar-compressed|x-7z-compressed|gzip|x-gzip|x-tar|x-bzip2|x-xz|vnd\.ms-cab-compressed|zstd|java-archive)$/
const WITH_MACROS = /macroenabled/i

const extensionOf = (fileName: string): string => /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''

/** Characters that no file system or header takes, and the path that some browsers send. */
export const plainFileName = (given: string): string => {
  const name = (given.split(/[/\\]/).at(-1) ?? '').replaceAll(/[\p{Cc}<>:"|?*\u202a-\u202e\u2066-\u2069]/gu, '_').trim()
  return name === '' || /^\.+$/.test(name) ? '_' : name
}

/**
 * Whether a file is taken, judged by what its content is; its name is put right where it says something else.
 * @param content media type that the bytes show; undefined: none that is known
 * @param alsoAllowed extensions of optional kinds that the server is set to take
 */
export function judgeFile(
  fileName: string,
  content: string | undefined,
  alsoAllowed: ReadonlySet<string>,
): { mediaType: string; fileName: string } | Reason {
  const params = { name: fileName, type: content ?? '' }
  if (content === undefined) return { code: 'evidence.type-unknown', params: { name: fileName } }
  if (PROGRAMS.has(content)) return { code: 'evidence.type-program', params }
  if (WITH_MACROS.test(content)) return { code: 'evidence.type-macros', params }
  const kind = EVIDENCE_KINDS[content]
  const isTaken = kind !== undefined && (!kind.isOptional || kind.extensions.some((extension) => alsoAllowed.has(extension)))
  if (!isTaken) return { code: ARCHIVES.test(content) ? 'evidence.type-archive' : 'evidence.type-refused', params }
  if (kind.extensions.includes(extensionOf(fileName))) return { mediaType: content, fileName }
  if (content === OLD_OFFICE) return { code: 'evidence.type-old-office', params }
  return { mediaType: content, fileName: `${fileName}.${kind.extensions[0]}` }
}
