import type { RoleId } from '../roles/registry.ts';
import {
  type RefusedRequest,
  type Symptom,
  type SymptomWriter,
  TASK_SYMPTOMS,
} from './task-symptoms.ts';

/** The message of a refused request, in the words of the service that calls, and where it stands. */
export function symptomOf(request: RefusedRequest): Symptom {
  const family = FAMILIES[request.role];
  const denial = denialOf(request, SESSIONS[family]);
  return WRITERS[family](request, denial);
}

type Family =
  | 'agent'
  | 'application'
  | 'build'
  | 'pipeline'
  | 'codedeploy'
  | 'github'
  | 'event'
  | 'scheduler'
  | 'host'
  | 'runner'
  | 'router'
  | 'ecs';

const FAMILIES: Readonly<Record<RoleId, Family>> = {
  'task-execution': 'agent',
  'cross-account-ecr-pull': 'agent',
  task: 'application',
  'ecs-exec': 'application',
  codebuild: 'build',
  'codebuild-validate': 'build',
  'codebuild-deploy': 'build',
  'codebuild-batch': 'build',
  codepipeline: 'pipeline',
  'pipeline-deploy': 'pipeline',
  'pipeline-trigger': 'event',
  codedeploy: 'codedeploy',
  'github-oidc-deploy': 'github',
  'scheduled-task-events': 'event',
  'scheduled-task-scheduler': 'scheduler',
  'container-instance': 'host',
  anywhere: 'host',
  'task-runner': 'runner',
  'cross-account-logs': 'router',
  service: 'ecs',
  infrastructure: 'ecs',
  'deployment-hook': 'ecs',
  'ecr-pull-through': 'ecs',
  'ecr-creation-template': 'ecs',
};

const SESSIONS: Readonly<Record<Family, string>> = {
  agent: '0123456789abcdef0123456789abcdef',
  application: '0123456789abcdef0123456789abcdef',
  build: 'AWSCodeBuild-01234567-89ab-cdef-0123-456789abcdef',
  pipeline: '1700000000000',
  codedeploy: 'codedeploy',
  github: 'GitHubActions',
  event: '0123456789abcdef0123456789abcdef',
  scheduler: '0123456789abcdef0123456789abcdef',
  host: 'i-0123456789abcdef0',
  runner: 'states',
  router: 'fluent-bit',
  ecs: 'ecs-service-scheduler',
};

/** The sentence that IAM's answer is in nearly every service (IAM User Guide: troubleshoot_access-denied). */
function denialOf(
  { account, roleName, action, resource }: RefusedRequest,
  session: string,
): string {
  const user = `arn:aws:sts::${account}:assumed-role/${roleName}/${session}`;
  return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}

const WRITERS: Readonly<Record<Family, SymptomWriter>> = {
  ...TASK_SYMPTOMS,
  build: ({ action, account, roleName }, denial) => {
    const log = 'the log of the build';
    const [service] = action.split(':');
    if (service === 'logs') {
      return {
        message: `ACCESS_DENIED: Service role arn:aws:iam::${account}:role/${roleName} does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams for build. Error message: ${denial}`,
        where: 'the phase details of the build',
      };
    }
    if (service === 'ssm') {
      return {
        message: `Phase context status code: Decrypted Variables Error Message: AccessDeniedException: ${denial}`,
        where: 'the phase details of the build',
      };
    }
    if (service === 'secretsmanager') {
      return {
        message: `Phase context status code: Secrets Manager Error Message: AccessDeniedException: ${denial}`,
        where: 'the phase details of the build',
      };
    }
    if (service === 'codebuild') {
      return {
        message: `CLIENT_ERROR: Error in UPLOAD_ARTIFACTS phase: [unit: [error creating report group: AccessDeniedException: ${denial}]]`,
        where: log,
      };
    }
    if (service === 'ec2') {
      return {
        message: `VPC_CLIENT_ERROR: Unexpected EC2 error: UnauthorizedOperation: You are not authorized to perform this operation. ${denial}`,
        where: 'the phase details of the build',
      };
    }
    if (action.startsWith('ecr:') && !action.endsWith('Token')) {
      return { message: `denied: ${denial}`, where: log };
    }
    return {
      message: `An error occurred (AccessDeniedException) when calling the ${action.split(':')[1]} operation: ${denial}`,
      where: log,
    };
  },
  pipeline: ({ action, resource }, denial) => {
    const where = 'the failed action of the pipeline';
    const [service] = action.split(':');
    switch (service) {
      case 'ecs':
      case 'iam':
        return {
          message: `The provided role does not have sufficient permissions to access ECS\n\nCloudTrail: ${denial}`,
          where: `${where}; the second line only in CloudTrail`,
        };
      case 's3':
        return {
          message: `Insufficient permissions\nThe service role or action role doesn’t have the permissions required to access the Amazon S3 bucket named ${resource.replace(/^.*:::/, '').replace(/\/.*$/, '')}. Update the IAM role permissions, and then try again. Error: Amazon S3:AccessDenied:${denial} (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)`,
          where,
        };
      case 'codebuild':
        return {
          message: `Error calling startBuild: ${denial} (Service: AWSCodeBuild; Status Code: 400; Error Code: AccessDeniedException)`,
          where,
        };
      case 'codeconnections':
      case 'codestar-connections':
        return {
          message: `Unable to use Connection: ${resource}. The provided role does not have sufficient permissions.`,
          where,
        };
      case 'codedeploy':
        return {
          message: `The provided role does not have sufficient permissions to access CodeDeploy\n\nCloudTrail: ${denial}`,
          where: `${where}; the second line only in CloudTrail`,
        };
      default:
        return { message: denial, where };
    }
  },
  codedeploy: ({ account, roleName }, denial) => ({
    message: `The IAM role arn:aws:iam::${account}:role/${roleName} does not give you permission to perform operations in the following AWS service. ${denial}`,
    where: 'the events of the deployment',
  }),
  github: (_, denial) => ({ message: `Error: ${denial}`, where: 'the log of the job' }),
  event: (_, denial) => ({
    message: `"errorCode": "AccessDenied", "errorMessage": "${denial}"`,
    where: 'CloudTrail alone, and the metric FailedInvocations of the rule',
  }),
  scheduler: (_, denial) => ({
    message: `"errorCode": "AccessDenied", "errorMessage": "${denial}"`,
    where: 'CloudTrail alone, and the metric TargetErrorCount of the schedule group',
  }),
  host: ({ action }, denial) => ({
    message: action.startsWith('ecr:')
      ? `CannotPullContainerError: AccessDeniedException: ${denial}`
      : `AccessDeniedException: ${denial}`,
    where: 'the log of the ECS agent, /var/log/ecs/ecs-agent.log',
  }),
  runner: (_, denial) => ({
    message: `"error": "ECS.AccessDeniedException", "cause": "${denial} (Service: AmazonECS; Status Code: 400; Error Code: AccessDeniedException)"`,
    where: 'the execution of the state machine, or the log of the function',
  }),
  router: ({ action }, denial) => ({
    message: `[error] [output:cloudwatch_logs:cloudwatch_logs.0] ${action.split(':')[1]} API responded with error='AccessDeniedException', message='${denial}'`,
    where: 'the log of the Fluent Bit sidecar',
  }),
  ecs: (_, denial) => ({
    message: `AccessDeniedException: ${denial}`,
    where: 'the events of the service, or CloudTrail',
  }),
};
