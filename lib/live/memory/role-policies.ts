import { documentSize, LIMITS } from '../../iam/limits.ts';
import {
  attachedPoliciesQuota,
  checkIdentityDocument,
  checkName,
  encoded,
  findOwnRole,
  findRole,
} from './checks.ts';
import { type Handlers, limitExceeded, noSuchEntity, pageOf } from './handlers.ts';
import { checkAttachable } from './managed-policies.ts';
import type { StoredRole } from './state.ts';

/** Policies of a role: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const rolePolicyHandlers: Handlers<
  | 'ListRolePolicies'
  | 'GetRolePolicy'
  | 'PutRolePolicy'
  | 'DeleteRolePolicy'
  | 'ListAttachedRolePolicies'
  | 'AttachRolePolicy'
  | 'DetachRolePolicy'
> = {
  ListRolePolicies: (state, input) => {
    const role = findRole(state, input.RoleName);
    const { items, ...page } = pageOf(Object.keys(role.inline).sort(), input);
    return { PolicyNames: items, ...page };
  },
  GetRolePolicy: (state, { RoleName, PolicyName }) => {
    const role = findRole(state, RoleName);
    const name = findInline(role, PolicyName);
    return {
      RoleName: role.name,
      PolicyName: name,
      PolicyDocument: encoded(role.inline[name] ?? ''),
    };
  },
  PutRolePolicy: (state, { RoleName, PolicyName, PolicyDocument }) => {
    const role = findOwnRole(state, RoleName);
    const name = checkName(PolicyName, 'policyName', LIMITS.policyName);
    checkIdentityDocument(PolicyDocument, LIMITS.inlinePolicies);
    const others = Object.entries(role.inline).filter(([key]) => key !== name);
    const size = [...others.map(([, text]) => text), PolicyDocument ?? '']
      .map((text) => documentSize(JSON.parse(text)))
      .reduce((sum, one) => sum + one, 0);
    if (size > LIMITS.inlinePolicies) {
      throw limitExceeded(
        `Maximum policy size of ${LIMITS.inlinePolicies} bytes exceeded for role ${role.name}`,
      );
    }
    role.inline[name] = PolicyDocument ?? '';
    return {};
  },
  DeleteRolePolicy: (state, { RoleName, PolicyName }) => {
    const role = findOwnRole(state, RoleName);
    delete role.inline[findInline(role, PolicyName)];
    return {};
  },
  ListAttachedRolePolicies: (state, input) => {
    const role = findRole(state, input.RoleName);
    const { items, ...page } = pageOf([...role.attached].sort(), input);
    const policies = items.map((PolicyArn) => ({ PolicyName: lastWord(PolicyArn), PolicyArn }));
    return { AttachedPolicies: policies, ...page };
  },
  AttachRolePolicy: (state, { RoleName, PolicyArn }) => {
    const role = findOwnRole(state, RoleName);
    checkAttachable(state, PolicyArn);
    if (PolicyArn === undefined || role.attached.includes(PolicyArn)) return {};
    const quota = attachedPoliciesQuota(state);
    if (role.attached.length >= quota) {
      throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${quota}`);
    }
    role.attached.push(PolicyArn);
    return {};
  },
  DetachRolePolicy: (state, { RoleName, PolicyArn }) => {
    const role = findOwnRole(state, RoleName);
    const index = role.attached.indexOf(PolicyArn ?? '');
    if (index < 0) throw noSuchEntity(`Policy ${PolicyArn} on role ${role.name}`);
    role.attached.splice(index, 1);
    return {};
  },
};

function findInline(role: StoredRole, name: string | undefined): string {
  if (name === undefined || role.inline[name] === undefined) {
    throw noSuchEntity(`The role policy with name ${name}`);
  }
  return name;
}

function lastWord(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
