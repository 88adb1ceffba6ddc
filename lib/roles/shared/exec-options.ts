import type { RoleOption } from '../types.ts';
import {
  execCloudWatchLogs,
  execDecryptSession,
  execEncryptLogObjects,
  execS3Logs,
} from './exec.ts';

/** The options of a role that runs ECS Exec's agent; `base` are the options each of them needs. */
export function execOptions(base: readonly string[]) {
  return {
    execLogsToCloudWatch: {
      summary:
        "The cluster's executeCommandConfiguration writes session logs to a CloudWatch log group.",
      policy: 'EcsExec',
      statements: execCloudWatchLogs,
      requires: base,
    },
    execLogsToS3: {
      summary: "The cluster's executeCommandConfiguration writes session logs to an S3 bucket.",
      policy: 'EcsExec',
      statements: execS3Logs,
      requires: base,
    },
    execKmsKey: {
      summary:
        "The session's data channel is encrypted with a customer managed key. The person who calls ExecuteCommand needs kms:GenerateDataKey on the same key.",
      policy: 'EcsExec',
      statements: [execDecryptSession],
      requires: base,
    },
    execLogsS3KmsKey: {
      summary: 'The S3 bucket of the session logs uses SSE-KMS with a customer managed key.',
      policy: 'EcsExec',
      statements: [execEncryptLogObjects],
      requires: [...base, 'execLogsToS3'],
    },
  } as const satisfies Record<string, RoleOption>;
}
