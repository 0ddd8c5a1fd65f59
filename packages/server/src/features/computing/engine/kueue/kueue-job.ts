import type { JobRequest } from '../engine-port.ts'
import type { Card, Queue } from './cluster-setup.ts'
import { ACCOUNT, BILLED_TFLOPS, CARDS, ENVELOPE, JOB_NAME, MAX_EXEC_TIME, OWN_ID, QUEUE_NAME, USER } from './kueue-objects.ts'

/** Metering reads days anew for a week; a finished Job and its Workload stay for twice as long. */
export const KEPT_SECONDS = 14 * 86_400
const LAUNCH = 'f=$(mktemp) && printf %s "$BALLAST_SCRIPT" >"$f" && chmod 700 "$f" && exec "$f"'

/** The name says which job of ours it is, so that the API server itself refuses a second one. */
export const jobNameOf = (ownId: string): string => `ballast-${ownId}`

/** Kubernetes expands `$(NAME)` in commands and values; a doubled `$` stands for itself. */
const literal = (text: string): string => text.replaceAll('$', '$$$$')

/** The Job of a request: one pod a node, run once, that Kueue sets going. */
export function jobOf(request: JobRequest, { name: queue, image }: Queue, { resource, nodeLabels, tflops }: Card) {
  const { ownId, account, user, envelope, nodes, cardType, cardsPerNode, limitMinutes } = request
  const seconds = limitMinutes * 60
  const labels = { [OWN_ID]: ownId, [ACCOUNT]: account, [MAX_EXEC_TIME]: String(seconds) }
  const environment = { ...request.environment, BALLAST_SCRIPT: request.script }
  const cards = { [resource]: String(cardsPerNode) }
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobNameOf(ownId),
      namespace: account,
      // Without the name of a queue Kueue leaves a suspended Job alone.
      labels: request.isHeld ? labels : { ...labels, [QUEUE_NAME]: queue },
      annotations: {
        [USER]: user,
        [ENVELOPE]: envelope,
        [JOB_NAME]: request.name,
        [CARDS]: JSON.stringify({ [cardType]: nodes * cardsPerNode }),
        [BILLED_TFLOPS]: String(nodes * cardsPerNode * tflops),
      },
    },
    spec: {
      suspend: true,
      parallelism: nodes,
      completions: nodes,
      completionMode: 'Indexed',
      backoffLimit: 0,
      // The label bounds all runs together, this one the single run, also while Kueue's controller is away.
      activeDeadlineSeconds: seconds,
      ttlSecondsAfterFinished: KEPT_SECONDS,
      podFailurePolicy: {
        rules: [{ action: request.mayRunAgain ? 'Ignore' : 'FailJob', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
      },
      template: {
        metadata: { labels: { [OWN_ID]: ownId, [ACCOUNT]: account } },
        spec: {
          restartPolicy: 'Never',
          // What a tenant runs has no business with the API server.
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          nodeSelector: nodeLabels,
          containers: [
            {
              name: 'job',
              image,
              command: ['/bin/sh', '-c', literal(LAUNCH)],
              workingDir: request.workingDirectory,
              env: Object.entries(environment).map(([name, value]) => ({ name, value: literal(value) })),
              resources: { requests: cards, limits: cards },
              securityContext: { allowPrivilegeEscalation: false },
            },
          ],
        },
      },
    },
  }
}
