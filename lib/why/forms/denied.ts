import { ACTION_FACTS } from '../../explain/action-facts.ts';
import { roleById } from '../../roles/registry.ts';
import { roleNameIn } from '../asker.ts';
import type { Denial } from '../denial.ts';
import { stepsOf } from '../denied-steps.ts';
import type { Asker, Kind } from '../diagnosis.ts';
import { arnHere, askerIn, type Form, type Found, type Reading } from '../form.ts';
import { operationIn } from '../operation.ts';
import { assumeRoleDenied } from './trust.ts';

/** IAM's own sentence, and what services make of it. */
export const DENIED_FORMS: readonly Form[] = [
  {
    id: 'assume-role-denied',
    pattern: /AssumeRole|TagSession|SetSourceIdentity/,
    read: (_, reading) => assumeRoleDenied(reading),
  },
  {
    id: 'denied',
    pattern: /./,
    read: (_, reading) =>
      reading.denial === undefined ? undefined : denied(reading.denial, reading),
  },
  {
    id: 'operation-denied',
    pattern:
      /Access ?Denied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|not authorized|StatusCode: 403|status code:? 403|\bForbidden\b/i,
    read: (_, reading) => {
      const operation = operationIn(reading.message.text);
      if (operation === undefined) return undefined;
      const { action } = operation;
      const denial = { action, explicit: /explicit deny/i.test(reading.message.text) };
      return denied(denial, reading);
    },
  },
];

function denied(denial: Denial, reading: Reading): Found {
  const { action, principal } = denial;
  const isName = action.startsWith('iam:') && /^[\w+=,.@-]+$/.test(denial.resource ?? '');
  const resource = isName ? arnHere(reading, 'iam', `role/${denial.resource}`) : denial.resource;
  const role = askerIn(reading, action);
  const name = roleNameIn(principal);
  const kind = kindOf(denial, role);
  return {
    kind,
    role,
    ...(name !== undefined && { roleName: name }),
    action,
    resource: resource ?? null,
    meaning: meaningOf(kind, denial, role),
    steps: stepsOf(kind, denial, reading),
  };
}

function kindOf({ action, resource, explicit, blame }: Denial, role: Asker): Kind {
  if (blame === 'scp' || blame === 'rcp') return 'scp';
  if (blame === 'boundary') return 'boundary';
  if (blame === 'session') return 'session-policy';
  if (blame === 'endpoint') return 'endpoint-policy';
  if (explicit) return isNewRole(action) && blame === undefined ? 'boundary' : 'explicit-deny';
  if (action.startsWith('kms:')) return 'kms';
  if (blame === 'resource') return 'resource-policy';
  if (blame === 'trust') return 'trust';
  if (action === 'iam:PassRole') return 'pass-role';
  return isPartialSecret(action, resource) && role !== 'operator'
    ? 'configuration'
    : 'missing-permission';
}

function isNewRole(action: string): boolean {
  return /^iam:(CreateRole|PutRolePolicy|AttachRolePolicy|PutRolePermissionsBoundary)$/.test(
    action,
  );
}

/** The ARN of a secret without the six characters that Secrets Manager added: it matched no secret. */
function isPartialSecret(action: string, resource = ''): boolean {
  return (
    action === 'secretsmanager:GetSecretValue' &&
    /:secret:/.test(resource) &&
    !/-[A-Za-z\d]{6}$|-\?{6}$|[*<]/.test(resource)
  );
}

function titleOf(role: Asker): string {
  if (role === 'operator') return 'Whoever runs this';
  if (role === 'own') return 'This role';
  return role === 'none' ? 'The caller' : `The ${roleById(role).title.replace(/ \(.*/, '')}`;
}

function meaningOf(kind: Kind, denial: Denial, role: Asker): string {
  const { action, resource } = denial;
  const on = resource === undefined ? '' : ` on ${resource}`;
  const does = ACTION_FACTS[action]?.does;
  const who = titleOf(role);
  switch (kind) {
    case 'scp':
      return `A policy of the organization, a service control policy or resource control policy, refuses ${action}${on}; no policy inside the account can override it.`;
    case 'boundary':
      return denial.blame === 'boundary'
        ? `The permissions boundary of the caller does not allow ${action}${on}, whatever its own policies say.`
        : `A Deny refuses ${action}; where the caller can create other roles, it is the usual rule that each new role must carry a permissions boundary.`;
    case 'session-policy':
      return `The policy that was handed over with the session does not allow ${action}${on}.`;
    case 'endpoint-policy':
      return `The policy of the VPC endpoint does not allow ${action}${on}.`;
    case 'explicit-deny':
      return `A statement with Deny refuses ${action}${on}; an Allow does not help against it.`;
    case 'kms':
      return `${who} may not use the key: ${action}${on} is not allowed by its own policies, by the key policy, or by both.`;
    case 'resource-policy':
      return `The policy of the resource does not allow ${action}${on}: a resource in another account has to allow it itself.`;
    case 'trust':
      return `The trust policy of the role does not let the caller in.`;
    case 'pass-role':
      return `The call itself is allowed; ${who.toLowerCase().startsWith('the') ? who.toLowerCase() : 'the caller'} must also be allowed to pass each role that it hands over, and may not pass ${resource ?? 'this one'}.`;
    case 'configuration':
      return 'The ARN has no six-character suffix: Secrets Manager did not match valueFrom to a secret, so no statement on a secret applies.';
    default:
      return `${who} lacks ${action}${does === undefined ? '' : ` (${does})`}${on}.`;
  }
}
