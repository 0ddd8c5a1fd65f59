// Configuration of a centre. A real one differs in its nodes, its cards, cgroups and containers, and in nothing that the product relies on.
import { CARD_TYPES, INSIDE, tflopsOf, type Centre, type Shape } from './shape.ts'

const folderOf = (centre: Centre): string => `${INSIDE}/${centre.name}`

// use_client_ids: who has no account on the controller's machine is still known by number.
const authentication = (centre: Centre): string[] => [
  'AuthType=auth/slurm',
  'AuthInfo=use_client_ids',
  'AuthAltTypes=auth/jwt',
  `AuthAltParameters=jwt_key=${folderOf(centre)}/jwt.key`,
]

export const slurmdbdConf = (centre: Centre): string =>
  lines([
    ...authentication(centre),
    'DbdHost=localhost',
    'CommunicationParameters=NoInAddrAny',
    `DbdPort=${centre.dbdPort}`,
    'SlurmUser=slurm',
    `LogFile=${INSIDE}/log/slurmdbd-${centre.name}.log`,
    `PidFile=/run/slurmdbd-${centre.name}.pid`,
    'StorageType=accounting_storage/mysql',
    // By the socket: the database listens on no port.
    'StorageHost=localhost',
    'StorageUser=slurm',
    `StorageLoc=${centre.name}`,
  ])

export function slurmConf(centre: Centre, { cardsPerNode, nodes }: Shape): string {
  const folder = folderOf(centre)
  const weights = CARD_TYPES.map((card) => `GRES/gpu:${card}=${tflopsOf(card)}`).join(',')
  return lines([
    `ClusterName=${centre.name}`,
    'SlurmctldHost=localhost',
    `SlurmctldPort=${centre.controllerPort}`,
    'SlurmUser=slurm',
    'SlurmdUser=root',
    'CredType=auth/slurm',
    ...authentication(centre),
    'CommunicationParameters=NoCtldInAddrAny,NoInAddrAny',
    'PrivateData=accounts,jobs,reservations,usage,users',
    `StateSaveLocation=${folder}/state`,
    `SlurmdSpoolDir=${folder}/spool/%n`,
    `SlurmctldPidFile=/run/slurmctld-${centre.name}.pid`,
    `SlurmdPidFile=/run/slurmd-${centre.name}-%n.pid`,
    `SlurmctldLogFile=${INSIDE}/log/slurmctld-${centre.name}.log`,
    `SlurmdLogFile=${INSIDE}/log/slurmd-${centre.name}.log`,
    'ProctrackType=proctrack/linuxproc',
    'TaskPlugin=task/none',
    'MpiDefault=none',
    'ReturnToService=2',
    'SlurmctldTimeout=60',
    'SlurmdTimeout=300',
    'KillWait=5',
    'MinJobAge=300',
    // The nodes read a copy of this file that differs in one word.
    'DebugFlags=NO_CONF_HASH',
    'MaxJobCount=200000',
    'MaxArraySize=10001',
    'SchedulerType=sched/backfill',
    'SchedulerParameters=bf_interval=5,bf_window=10080,bf_max_job_test=2000,bf_continue,bf_resolution=60,batch_sched_delay=1,max_rpc_cnt=400',
    'SelectType=select/cons_tres',
    'SelectTypeParameters=CR_Core_Memory',
    'GresTypes=gpu',
    // Who asks for two cards of eight must not be given the whole node's memory.
    'DefCpuPerGPU=14',
    'DefMemPerGPU=120000',
    'AccountingStorageType=accounting_storage/slurmdbd',
    'AccountingStorageHost=localhost',
    `AccountingStoragePort=${centre.dbdPort}`,
    `AccountingStorageTRES=gres/gpu,${CARD_TYPES.map((card) => `gres/gpu:${card}`).join(',')}`,
    // Without `safe` a job could start that outlives what its voucher still holds.
    'AccountingStorageEnforce=associations,limits,qos,safe',
    // The product finds a job again by the id that it wrote into the comment.
    'AccountingStoreFlags=job_comment',
    'JobAcctGatherType=jobacct_gather/none',
    'PriorityType=priority/multifactor',
    'PriorityDecayHalfLife=7-0',
    'PriorityCalcPeriod=1',
    'PriorityWeightFairshare=100000',
    'PriorityWeightAge=1000',
    'PriorityMaxAge=1-0',
    'PriorityWeightQOS=50000',
    'PriorityWeightJobSize=1000',
    'PreemptType=preempt/qos',
    'PreemptMode=REQUEUE',
    'JobRequeue=1',
    'TreeWidth=65533',
    'SlurmdParameters=config_overrides',
    'NodeName=DEFAULT CPUs=128 Sockets=2 CoresPerSocket=64 ThreadsPerCore=1 RealMemory=1000000 State=UNKNOWN',
    ...centre.groups.map(({ card, first, last }) => {
      const ports = `[${centre.firstNodePort + first - 1}-${centre.firstNodePort + last - 1}]`
      return `NodeName=g[${first}-${last}] NodeHostname=localhost NodeAddr=127.0.0.1 Port=${ports} Feature=${card} Gres=gpu:${card}:${cardsPerNode}`
    }),
    `PartitionName=gpu Nodes=g[1-${nodes}] TRESBillingWeights="${weights}" Default=YES MaxTime=7-0 State=UP OverSubscribe=NO`,
  ])
}

/** The nodes' own copy: hundreds of them would race for the one socket by which commands authenticate. */
export const nodeConf = (common: string): string => common.replace(/^AuthInfo=.*$/m, '$&,disable_sack')

/** Cards have to be character devices: Slurm drops a card without a file, and gives a job no number for one that is a plain file. */
export const gresConf = (centre: Centre, { cardsPerNode }: Shape): string =>
  lines(
    centre.groups.map(
      ({ card, first, last }) => `NodeName=g[${first}-${last}] Name=gpu Type=${card} File=${INSIDE}/dev/gpu[0-${cardsPerNode - 1}]`,
    ),
  )

export const CGROUP_CONF = 'CgroupPlugin=disabled\n'

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`
