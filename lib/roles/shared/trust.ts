import { trustService } from '../../iam/statements.ts';

/** ECS takes the role for tasks of this account. */
export const ecsTasksOfAccount = trustService('EcsTasksAssume', 'ecs-tasks.amazonaws.com', {
  StringEquals: { 'aws:SourceAccount': '<account>' },
});

/**
 * ECS takes the role for tasks of this account and Region. A cluster ARN is not supported here.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export const ecsTasksOfRegion = trustService('EcsTasksAssume', 'ecs-tasks.amazonaws.com', {
  StringEquals: { 'aws:SourceAccount': '<account>' },
  ArnLike: { 'aws:SourceArn': 'arn:<partition>:ecs:<region>:<account>:*' },
});
