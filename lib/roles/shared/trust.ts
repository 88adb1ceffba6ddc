import { trustService } from '../../iam/statements.ts';

/** Trusts ECS tasks of this account. */
export const ecsTasksOfAccount = trustService('EcsTasksAssume', 'ecs-tasks.amazonaws.com', {
  StringEquals: { 'aws:SourceAccount': '<account>' },
});

/**
 * Trusts ECS tasks of this account and Region; ECS does not support a cluster ARN here.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export const ecsTasksOfRegion = trustService('EcsTasksAssume', 'ecs-tasks.amazonaws.com', {
  StringEquals: { 'aws:SourceAccount': '<account>' },
  ArnLike: { 'aws:SourceArn': 'arn:<partition>:ecs:<region>:<account>:*' },
});
