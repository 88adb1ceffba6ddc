import type { ResourcePolicyKind } from './model.ts';
import { type TemplateString, template } from './template-string.ts';

/**
 * How our statements in a shared policy are known: the Sid is one of these prefixes and after it
 * exactly the environment's `<environmentSid>`. A prefix that is no longer written moves to `retired`
 * and stays there, because accounts still hold statements with it.
 */
export const SHARED_SID_PREFIXES = {
  'ecr-repository': { written: ['CrossAccountPull', 'PromotionPull'], retired: [] },
  logs: { written: ['CreateStreams', 'PutEvents'], retired: [] },
  'logs-destination': { written: ['Subscribe'], retired: [] },
} as const satisfies Record<
  ResourcePolicyKind,
  { readonly written: readonly string[]; readonly retired: readonly string[] }
>;

type WrittenPrefix = (typeof SHARED_SID_PREFIXES)[ResourcePolicyKind]['written'][number];

/** The Sid of a statement that we write into a shared policy. */
export function sharedSid(prefix: WrittenPrefix): TemplateString {
  return template(`${prefix}<environmentSid>`);
}

/** Every Sid that a statement of ours can have in a shared policy of this kind. */
export function sharedSids(kind: ResourcePolicyKind): readonly TemplateString[] {
  const { written, retired } = SHARED_SID_PREFIXES[kind];
  return [...written, ...retired].map((prefix) => template(`${prefix}<environmentSid>`));
}
