import type { RoleId } from '../roles/registry.ts';

/** What one sees when a role lacks an action. */
export interface Symptom {
  /** The message, as `why` takes it. */
  readonly message: string;
  /** Where it stands. */
  readonly where: string;
}

/** A request that is refused. */
export interface RefusedRequest {
  readonly role: RoleId;
  /** Name of the role in the account. */
  readonly roleName: string;
  readonly account: string;
  readonly action: string;
  readonly resource: string;
}

/** Puts IAM's sentence into the words of a service. */
export type SymptomWriter = (request: RefusedRequest, denial: string) => Symptom;

const INIT = 'ResourceInitializationError:';
const SECRETS = `${INIT} unable to pull secrets or registry auth: execution resource retrieval failed:`;
const STOPPED = 'the stopped reason of the task';

/** What the two roles of a task lack. */
export const TASK_SYMPTOMS: Readonly<Record<'agent' | 'application', SymptomWriter>> = {
  agent: ({ action }, denial) => {
    const denied = `AccessDeniedException: ${denial}`;
    const at = (message: string): Symptom => ({ message, where: STOPPED });
    switch (action) {
      case 'ecr:GetAuthorizationToken':
        return at(
          `${SECRETS} unable to retrieve ecr registry auth: service call has been retried 3 time(s): ${denied}`,
        );
      case 'secretsmanager:GetSecretValue':
        return at(
          `${SECRETS} unable to retrieve secret from asm: service call has been retried 1 time(s): ${denied}`,
        );
      case 'ssm:GetParameters':
        return at(
          `${SECRETS} unable to retrieve secrets from ssm: service call has been retried 1 time(s): ${denied}`,
        );
      case 'kms:Decrypt':
        return at(
          `${SECRETS} unable to retrieve secret from asm: service call has been retried 1 time(s): AccessDeniedException: Access to KMS is not allowed`,
        );
      case 'logs:CreateLogGroup':
        return at(
          `${INIT} failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log group: ${denied}`,
        );
      case 'logs:CreateLogStream':
        return at(
          `${INIT} failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ${denied}`,
        );
      case 'logs:PutLogEvents':
        return {
          message: denied,
          where: 'the log of the agent alone: the task runs, and its log stream stays empty',
        };
      case 's3:GetObject':
      case 's3:GetBucketLocation':
        return at(
          `${INIT} failed to download env files: file download command: non empty error stream: service call has been retried 1 time(s): ${denied}`,
        );
      default:
        return at(
          `CannotPullContainerError: The task can’t pull the image. Check that the role has the permissions to pull images from the registry. ${denied}`,
        );
    }
  },
  application: ({ action, resource, account }, denial) => {
    if (action.startsWith('ssmmessages:')) {
      return {
        message:
          'An error occurred (TargetNotConnectedException) when calling the ExecuteCommand operation: The execute command failed due to an internal error. Try again later.',
        where: 'the terminal of whoever runs aws ecs execute-command',
      };
    }
    if (action === 'logs:DescribeLogGroups') {
      return {
        message:
          "We couldn't start the session because encryption is not set up on the selected CloudWatch Logs log group. Either encrypt the log group or choose an option to enable logging without encryption.",
        where: 'the terminal of whoever runs aws ecs execute-command',
      };
    }
    if (action === 's3:GetEncryptionConfiguration') {
      return {
        message:
          "Couldn't start the session because we are unable to validate encryption on Amazon S3 bucket. Error: AccessDenied: Access Denied status code: 403",
        where: 'the terminal of whoever runs aws ecs execute-command',
      };
    }
    if (action.startsWith('elasticfilesystem:')) {
      const id = resource.split('/').at(-1);
      return {
        message: `${INIT} failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: access denied by server while mounting ${id}.efs.eu-west-1.amazonaws.com:/' : unsuccessful EFS utils command execution; code: 32`,
        where: STOPPED,
      };
    }
    if (action === 'rds-db:connect') {
      const user = resource.split('/').at(-1);
      return {
        message: `FATAL: PAM authentication failed for user "${user}"`,
        where: 'the log of the application; MySQL says Access denied for user instead',
      };
    }
    if (action === 'elasticache:Connect') {
      return {
        message: 'WRONGPASS invalid username-password pair or user is disabled.',
        where: 'the log of the application',
      };
    }
    void account;
    return { message: `AccessDeniedException: ${denial}`, where: 'the log of the application' };
  },
};
