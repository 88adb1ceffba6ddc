import type { Statement } from '../iam/model.ts';
import { roleArn } from '../iam/role-arn.ts';
import { allow } from '../iam/statements.ts';
import { CLUSTER } from '../roles/shared/arns.ts';
import {
  deployService,
  describeTasks,
  readTaskDefinition,
  registerTaskDefinition,
  tagTaskDefinitionOnRegister,
  watchService,
} from '../roles/shared/deploy.ts';
import { taskDefinition } from './pipeline/task-definition.ts';
import type { Service } from './types.ts';

/** Allows finding the tasks of the cluster. */
export const findTasks = allow('FindTasks', ['ecs:ListTasks'], ['*'], {
  why: 'ECS checks a list by service on *; the condition limits it to the cluster.',
  conditions: { ArnEquals: { 'ecs:cluster': CLUSTER } },
});

/**
 * What somebody needs who runs scripts/deploy-taskdef.sh: registering a revision, passing its roles,
 * updating the service where CodeDeploy does not, and reading how it went.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export function deployStatements(service: Service): readonly Statement[] {
  const { answers, model, workflow } = service;
  const roles = ['task-execution', 'task'].flatMap((id) => roleArn(model, id) ?? []);
  const codeDeploy = answers.deploy === 'codedeploy' || workflow?.codeDeploy !== undefined;
  const pass = allow('PassTaskRoles', ['iam:PassRole'], roles, {
    why: 'Whoever registers a task definition passes its roles to ECS; the statement allows no other role.',
    conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  });
  return [
    ...[readTaskDefinition, registerTaskDefinition, watchService],
    ...('tags' in taskDefinition(service) ? [tagTaskDefinitionOnRegister] : []),
    ...(roles.length > 0 ? [pass] : []),
    ...(codeDeploy ? [] : [deployService, findTasks, describeTasks]),
  ];
}
