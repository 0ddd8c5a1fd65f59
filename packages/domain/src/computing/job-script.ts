/** What a firm fills in instead of writing a script. */
export type JobTemplate =
  | { readonly kind: 'training'; readonly command: string }
  | { readonly kind: 'notebook'; readonly folder: string }
  | { readonly kind: 'array'; readonly command: string; readonly from: number; readonly to: number }
  | { readonly kind: 'script'; readonly script: string }

export const TEMPLATE_KINDS = ['training', 'notebook', 'array', 'script'] as const

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** The script that the engine runs. Commands are the firm's own and stand as they are. */
export function scriptOf(template: JobTemplate, { nodes, cardsPerNode }: { nodes: number; cardsPerNode: number }): string {
  const head = ['#!/bin/bash', 'set -euo pipefail']
  if (template.kind === 'script') return template.script.replaceAll('\r\n', '\n')
  if (template.kind === 'notebook') {
    return [...head, `cd ${quoted(template.folder)}`, 'exec jupyter lab --no-browser --ip=127.0.0.1', ''].join('\n')
  }
  if (template.kind === 'training') {
    // On several nodes each runs the command once; which of them it is, the engine tells in SLURM_PROCID.
    const launch = nodes > 1 ? `exec srun --ntasks-per-node=1 bash -c ${quoted(template.command)}` : template.command
    return [...head, `export CARDS=${nodes * cardsPerNode}`, launch, ''].join('\n')
  }
  // One item a card at a time; the job fails if any item does.
  return [
    ...head,
    'failed=0',
    'item() {',
    '  local ITEM=$1 CARD=$2',
    '  export ITEM CARD CUDA_VISIBLE_DEVICES=$CARD',
    `  bash -c ${quoted(template.command)}`,
    '}',
    `worker() { local i; for ((i = ${template.from} + $1; i <= ${template.to}; i += ${cardsPerNode})); do item "$i" "$1" || return 1; done; }`,
    `for ((card = 0; card < ${cardsPerNode}; card++)); do worker "$card" & done`,
    'for job in $(jobs -p); do wait "$job" || failed=1; done',
    'exit $failed',
    '',
  ].join('\n')
}
