import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CGROUP_CONF, gresConf, nodeConf, slurmConf, slurmdbdConf } from './configuration.ts'
import { namespacesFor } from './root-filesystem.ts'
import { INSIDE, SERIES, centresOf, type Centre, type Places, type Shape } from './shape.ts'

export interface Running {
  /** The process that holds the namespaces open, and when it began: a number is given again. */
  readonly pid: number
  readonly began: string
  readonly shape: Shape
}

/** When a process began, in the kernel's ticks; undefined: there is none. */
function beganAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' ? undefined : rest[18]
  } catch {
    return undefined
  }
}

export function runningIn({ running }: Places): Running | undefined {
  if (!existsSync(running)) return undefined
  const found = JSON.parse(readFileSync(running, 'utf8')) as Running
  return beganAt(found.pid) === found.began ? found : undefined
}

/** The first process inside, by its number out here. */
function firstInside({ pid }: Running): number | undefined {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  return child === undefined || child === '' ? undefined : Number(child)
}

function writeConfiguration(places: Places, shape: Shape): void {
  for (const centre of centresOf(shape)) {
    const folder = join(places.own, centre.name)
    mkdirSync(join(folder, 'accounting'), { recursive: true })
    const common = slurmConf(centre, shape)
    for (const [path, text] of [
      ['slurm.conf', common],
      ['gres.conf', gresConf(centre, shape)],
      ['cgroup.conf', CGROUP_CONF],
      ['slurmd.conf', nodeConf(common)],
      ['accounting/slurmdbd.conf', slurmdbdConf(centre)],
    ] as const) {
      writeFileSync(join(folder, path), text)
    }
  }
}

const isTaken = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(socket.destroy() !== undefined))
    socket.once('error', () => resolve(false))
  })

export async function takenPorts(shape: Shape): Promise<number[]> {
  const ports = centresOf(shape).flatMap((centre) => [centre.dbdPort, centre.controllerPort, centre.restPort, centre.firstNodePort])
  const taken = await Promise.all(ports.map(isTaken))
  return ports.filter((_, index) => taken[index])
}

/** Starts the twin in namespaces of its own and waits until every node is idle and every REST server listens. */
export async function startTwin(places: Places, shape: Shape, say: (line: string) => void): Promise<void> {
  writeConfiguration(places, shape)
  const own = import.meta.dirname
  mkdirSync(places.own, { recursive: true })
  cpSync(join(own, 'inside.sh'), join(places.own, 'inside.sh'))
  const centres = centresOf(shape).map(({ name, dbdPort, restPort }) => `${name}:${dbdPort}:${restPort}`)
  const log = join(places.folder, 'start.log')
  rmSync(log, { force: true })
  const output = openSync(log, 'a')
  const enter = `mount -t tmpfs tmpfs "$0/run" && exec chroot "$0" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin PARSER=${SERIES[shape.slurm].parser} "$@"`
  const began = performance.now()
  const holder = spawn(
    'unshare',
    [...namespacesFor(places.root), 'sh', '-c', enter, places.root, 'bash', `${INSIDE}/inside.sh`, String(shape.nodes), ...centres],
    { detached: true, stdio: ['ignore', output, output] },
  )
  const { pid } = holder
  if (pid === undefined) throw new Error('unshare')
  holder.unref()
  writeFileSync(places.running, JSON.stringify({ pid, began: beganAt(pid), shape }))
  let told = 0
  for (;;) {
    await sleep(50)
    const lines = readFileSync(log, 'utf8').split('\n')
    for (; told < lines.length - 1; told += 1) {
      const step = /^\d+ (\S+)$/.exec(lines[told] ?? '')?.[1]
      if (step === undefined) continue
      say(`${step.padEnd(16)} ${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s`)
      if (step === 'ready') return
    }
    if (runningIn(places) === undefined) {
      rmSync(places.running, { force: true })
      throw new Error(`${readFileSync(log, 'utf8').trim().split('\n').slice(-8).join('\n')}\n→ ${log}, ${join(places.own, 'log')}`)
    }
  }
}

/** Ends the twin: asked first, so that the controllers write their state, then by the kernel. @returns false when none was running */
export async function stopTwin(places: Places): Promise<boolean> {
  const running = runningIn(places)
  if (running === undefined) return false
  const first = firstInside(running)
  if (first !== undefined) process.kill(first, 'SIGTERM')
  // 20 s: a controller with 8,000 jobs writes its state within five.
  for (let waited = 0; waited < 20_000 && runningIn(places) !== undefined; waited += 50) await sleep(50)
  if (runningIn(places) !== undefined) process.kill(running.pid, 'SIGKILL')
  for (let waited = 0; waited < 5000 && leftOf(places).length > 0; waited += 50) await sleep(50)
  rmSync(places.running, { force: true })
  return true
}

/** Processes that still run in the twin's root, and mounts below its folder. */
export function leftOf({ folder, root }: Places): string[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/root`) === root ? [`process ${pid}`] : []
      } catch {
        return []
      }
    })
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .flatMap((line) => (line.split(' ')[4]?.startsWith(folder) ? [`mount ${line.split(' ')[4] ?? ''}`] : []))
  return [...processes, ...mounts]
}

/** Arguments of `nsenter` that run a command inside, with a centre's configuration. */
export function entering(running: Running, { name }: Centre, command: readonly string[]): string[] {
  const environment = ['env', '-i', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin', `SLURM_CONF=${INSIDE}/${name}/slurm.conf`]
  return ['--target', String(firstInside(running) ?? 0), '--mount', '--pid', '--root', '--wd', '--', ...environment, ...command]
}

/** Runs a command inside, before everybody's eyes; its exit code. */
export const runInside = (running: Running, centre: Centre, command: readonly string[]): number =>
  spawnSync('nsenter', entering(running, centre, command), { stdio: 'inherit' }).status ?? 1
