import type { ModelRole } from '../../iam/model.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { importLines } from './import-lines.ts';
import { stackProperty } from './placeholders-in-scope.ts';

/** The imports of a role's file. The role is as its file shows it: without what the stack sets. */
export function roleImports(role: ModelRole): string {
  const { inlinePolicies, managedPolicies, managedPolicyArns } = role;
  const principals = role.trust.map(({ principal }) => principal.kind);
  const statements = [...inlinePolicies, ...managedPolicies].flatMap((policy) => policy.statements);
  return importLines({
    'aws-cdk-lib': {
      Duration: true,
      Stack: placeholdersIn([role]).some((placeholder) => stackProperty(placeholder) !== undefined),
      Tags: Object.keys(role.settings.tags).length > 0,
    },
    'aws-cdk-lib/aws-iam': {
      ArnPrincipal: principals.includes('aws'),
      Effect: statements.some(({ effect }) => effect === 'Deny'),
      FederatedPrincipal: principals.includes('federated'),
      InstanceProfile: role.instanceProfile !== undefined,
      ManagedPolicy: managedPolicies.length + managedPolicyArns.length > 0,
      Policy: inlinePolicies.length > 0,
      PolicyStatement: true,
      Role: true,
      ServicePrincipal: principals.includes('service'),
    },
    constructs: { 'type Construct': true },
    '../environments': { 'type RoleValues': true },
    '../trust-policy': { TrustPolicy: true },
  });
}
