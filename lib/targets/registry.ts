import { TARGET_NAMES, type TargetId } from './ids.ts';
import type { Renderer, Target } from './types.ts';

const RENDERERS: Readonly<Record<TargetId, () => Promise<Renderer>>> = {
  cloudformation: async () => (await import('./cloudformation/render.ts')).renderer,
  terraform: async () => (await import('./terraform/render.ts')).renderer,
  cdk: async () => (await import('./cdk/render.ts')).renderer,
  cli: async () => (await import('./cli/render.ts')).renderer,
};

/** Every target, in the order they are offered. */
export const TARGETS: readonly Target[] = TARGET_NAMES.map((name) => ({
  ...name,
  load: RENDERERS[name.id],
}));

/** Gives the target of an id. */
export function targetById(id: TargetId): Target {
  const target = TARGETS.find((candidate) => candidate.id === id);
  if (target === undefined) throw new Error(`No target '${id}'.`);
  return target;
}
