import type { Target } from './types.ts';

/** Every target, in the order they are offered. */
export const TARGETS = [
  {
    id: 'cloudformation',
    title: 'CloudFormation template',
    load: async () => (await import('./cloudformation/render.ts')).renderer,
  },
  {
    id: 'terraform',
    title: 'Terraform configuration',
    load: async () => (await import('./terraform/render.ts')).renderer,
  },
  {
    id: 'cdk',
    title: 'CDK app (TypeScript)',
    load: async () => (await import('./cdk/render.ts')).renderer,
  },
  {
    id: 'cli',
    title: 'AWS CLI scripts (bash)',
    load: async () => (await import('./cli/render.ts')).renderer,
  },
] as const satisfies readonly Target[];

/** The id of a target. */
export type TargetId = (typeof TARGETS)[number]['id'];

/** Gives the target of an id. */
export function targetById(id: TargetId): Target {
  const target = TARGETS.find((candidate) => candidate.id === id);
  if (target === undefined) throw new Error(`No target '${id}'.`);
  return target;
}
