import type { ModelRole } from '../../iam/model.ts';
import { separateWords } from '../../names.ts';
import { policyName } from '../../roles/shared/policy-name.ts';

/** `task-execution` → `task_execution`: the role's label, and the stem of all others. */
export function roleLabel(role: Pick<ModelRole, 'id'>): string {
  return role.id.replaceAll('-', '_');
}

/** The label of the trust policy's document. */
export function trustLabel(role: ModelRole): string {
  return `${roleLabel(role)}_trust`;
}

/** The label of a policy of the role, and of its document: `task_s3_read`; a role's own name not twice. */
export function policyLabel(role: ModelRole, policy: string): string {
  const label = roleLabel(role);
  if (policy === policyName(role.id)) return label;
  const words = separateWords(policy, '_').replace(/^_/, '');
  return words === label || words.startsWith(`${label}_`) ? words : `${label}_${words}`;
}

/** The label of an attachment of one of AWS's policies: the policy's own name in snake case. */
export function attachmentLabel(role: ModelRole, policyArn: string): string {
  const policy = policyArn.slice(policyArn.lastIndexOf('/') + 1);
  const words = policy.replace(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3_$2$4');
  return `${roleLabel(role)}_${words.toLowerCase()}`;
}
