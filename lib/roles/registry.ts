import { anywhereRole } from './anywhere.ts';
import { codebuildRole } from './codebuild.ts';
import { codebuildBatchRole } from './codebuild-batch.ts';
import { codebuildDeployRole } from './codebuild-deploy.ts';
import { codebuildValidateRole } from './codebuild-validate.ts';
import { codedeployRole } from './codedeploy.ts';
import { codepipelineRole } from './codepipeline.ts';
import { containerInstanceRole } from './container-instance.ts';
import { crossAccountEcrPullRole } from './cross-account-ecr-pull.ts';
import { crossAccountLogsRole } from './cross-account-logs.ts';
import { deploymentHookRole } from './deployment-hook.ts';
import { ecrCreationTemplateRole } from './ecr-creation-template.ts';
import { ecrPullThroughRole } from './ecr-pull-through.ts';
import { ecsExecRole } from './ecs-exec.ts';
import { githubOidcDeployRole } from './github-oidc-deploy.ts';
import { infrastructureRole } from './infrastructure.ts';
import { pipelineDeployRole } from './pipeline-deploy.ts';
import { pipelineTriggerRole } from './pipeline-trigger.ts';
import { scheduledTaskEventsRole } from './scheduled-task-events.ts';
import { scheduledTaskSchedulerRole } from './scheduled-task-scheduler.ts';
import { serviceRole } from './service.ts';
import { taskRole } from './task.ts';
import { taskExecutionRole } from './task-execution.ts';
import { taskRunnerRole } from './task-runner.ts';
import type { Role } from './types.ts';

/** Every role, in the order of the prompt; a new role is a file and a line here. */
export const ROLES = [
  taskExecutionRole,
  taskRole,
  codebuildRole,
  codepipelineRole,
  codebuildValidateRole,
  codebuildDeployRole,
  pipelineDeployRole,
  pipelineTriggerRole,
  codebuildBatchRole,
  ecsExecRole,
  serviceRole,
  codedeployRole,
  infrastructureRole,
  deploymentHookRole,
  containerInstanceRole,
  anywhereRole,
  scheduledTaskSchedulerRole,
  scheduledTaskEventsRole,
  taskRunnerRole,
  githubOidcDeployRole,
  crossAccountEcrPullRole,
  crossAccountLogsRole,
  ecrPullThroughRole,
  ecrCreationTemplateRole,
] as const satisfies readonly Role[];

/** The id of a role, which is the name of its file. */
export type RoleId = (typeof ROLES)[number]['id'];

/** Gives the role of an id with the optional fields visible to the compiler. */
export function roleById(id: RoleId): Role {
  const role = ROLES.find((candidate) => candidate.id === id);
  if (role === undefined) throw new Error(`No role '${id}'.`);
  return role;
}

/** True for the id of a role. */
export function isRoleId(id: string): id is RoleId {
  return ROLES.some((role) => role.id === id);
}
