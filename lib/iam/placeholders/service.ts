import { LOG_GROUP, name, REPOSITORY } from './patterns.ts';
import type { PlaceholderSpec } from './spec.ts';

/** The service itself: what its roles are scoped to. */
export const SERVICE_PLACEHOLDERS = {
  cluster: {
    meaning: 'ECS cluster name',
    ...name(255),
    initial: '<project>-<environment>',
    scope: 'environment',
  },
  service: {
    meaning: 'ECS service name',
    ...name(255),
    initial: '<project>',
    scope: 'environment',
  },
  container: {
    meaning: 'Container name in the task definition',
    ...name(255),
    initial: '<project>',
    scope: 'environment',
  },
  family: {
    meaning: 'Task definition family',
    ...name(255),
    initial: '<project>-<environment>',
    scope: 'environment',
  },
  repository: {
    meaning: 'ECR repository name',
    ...REPOSITORY,
    initial: '<project>',
    scope: 'environment',
  },
  logGroup: {
    meaning: "CloudWatch log group of the service's containers",
    ...LOG_GROUP,
    initial: '/ecs/<project>-<environment>',
    scope: 'environment',
  },
} as const satisfies Record<string, PlaceholderSpec>;
