import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SERIES, type Places, type Series } from './shape.ts'

const PACKAGES = [
  'slurmctld',
  'slurmd',
  'slurmdbd',
  'slurmrestd',
  'slurm-client',
  'slurm-wlm-basic-plugins',
  'slurm-wlm-jwt-plugin',
  'slurm-wlm-mysql-plugin',
  'mariadb-server',
  'mariadb-client',
  'procps',
]

const MIRROR = 'http://deb.debian.org/debian'
/** Named because an older debootstrap does not know the names of later releases; they are all made the same way. */
const SCRIPT = '/usr/share/debootstrap/scripts/sid'

/** Accounts that jobs may run under: one for each tenant, as a directory service gives them at a real centre. */
const TENANT_ACCOUNTS = 200
const FIRST_TENANT_UID = 20_001

/** What this machine lacks, as sentences in both languages. */
export function whatIsMissing(): string[] {
  if (process.platform !== 'linux') return ['需要 Linux：Slurm 只在 Linux 上运行 · Linux is needed: Slurm runs on nothing else']
  const missing: string[] = []
  if (process.getuid?.() !== 0) {
    missing.push('需要 root（建立独立的文件系统和进程空间） · root is needed, for a file system and a process space of its own')
  }
  for (const [program, debianPackage] of [
    ['debootstrap', 'debootstrap'],
    ['unshare', 'util-linux'],
    ['nsenter', 'util-linux'],
  ] as const) {
    if (spawnSync('sh', ['-c', `command -v ${program}`]).status === 0) continue
    missing.push(
      `缺少 ${program}：apt-get install ${debianPackage} · ${program} is missing: install the Debian package ${debianPackage} (other systems have it too)`,
    )
  }
  if (missing.length === 0 && spawnSync('unshare', ['--mount', '--pid', '--fork', 'true']).status !== 0) {
    missing.push('不能建立名字空间（容器没有 CAP_SYS_ADMIN？） · namespaces cannot be made here (a container without CAP_SYS_ADMIN?)')
  }
  return missing
}

/** Arguments of `unshare` for a process and a mount space that end with their first process. */
export const namespacesFor = (root: string): string[] => ['--mount', '--pid', '--fork', '--kill-child', `--mount-proc=${root}/proc`]

/** Builds the root file system from Debian packages, unless it stands already. @returns whether it had to be built */
export function ensureRoot(slurm: Series, { folder, root }: Places, say: (line: string) => void): boolean {
  const stamp = join(folder, 'root-is-complete')
  if (existsSync(stamp)) return false
  // What an interrupted build left has no mounts: they died with its namespace.
  rmSync(root, { recursive: true, force: true })
  // A root that did not get finished is built again: nothing of it has to be on the disk before the next step.
  mkdirSync(join(root, 'etc/dpkg/dpkg.cfg.d'), { recursive: true })
  writeFileSync(join(root, 'etc/dpkg/dpkg.cfg.d/no-sync'), 'force-unsafe-io\n')
  const { suite } = SERIES[slurm]
  say(`从 Debian ${suite} 安装 Slurm ${slurm} · installing Slurm ${slurm} from Debian ${suite}`)
  run(folder, 'debootstrap', ['--variant=minbase', '--include=ca-certificates', suite, root, MIRROR, SCRIPT])
  writeFileSync(join(root, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  cpSync('/etc/hosts', join(root, 'etc/hosts'))
  const install = `mount -t tmpfs tmpfs /run && apt-get install -y --no-install-recommends ${PACKAGES.join(' ')} && apt-get clean`
  run(folder, 'unshare', [...namespacesFor(root), 'chroot', root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'sh', '-c', install])
  addAccounts(root)
  writeFileSync(stamp, `${new Date().toISOString()}\n`)
  return true
}

function addAccounts(root: string): void {
  const passwd = join(root, 'etc/passwd')
  const group = join(root, 'etc/group')
  const accounts = [
    { name: 'slurmrest', id: 20_000 },
    ...Array.from({ length: TENANT_ACCOUNTS }, (_, index) => ({
      name: `tenant${String(index + 1).padStart(3, '0')}`,
      id: FIRST_TENANT_UID + index,
    })),
  ]
  if (readFileSync(passwd, 'utf8').includes('slurmrest:')) return
  appendFileSync(passwd, accounts.map(({ name, id }) => `${name}:x:${id}:${id}::/tmp:/bin/bash\n`).join(''))
  appendFileSync(group, accounts.map(({ name, id }) => `${name}:x:${id}:\n`).join(''))
}

function run(folder: string, command: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
  })
  const log = join(folder, 'install.log')
  appendFileSync(log, `$ ${command} ${args.join(' ')}\n${stdout ?? ''}${stderr ?? ''}`)
  if (status === 0) return
  const last = `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-5).join('\n')
  throw new Error(`${command}: ${error?.message ?? `exit ${status}`}\n${last}\n→ ${log}`)
}

/** Jobs and accounts of earlier times, and what their jobs printed: it belongs to those accounts, and a job of the same number could not write over it. */
export function forget({ own, root }: Places): void {
  rmSync(own, { recursive: true, force: true })
  for (const output of globSync(join(root, 'tmp/slurm-*.out'))) rmSync(output)
}
