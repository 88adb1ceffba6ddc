import type { ModelRole, Statement } from '../../iam/model.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { isOfAws } from './acknowledge-code.ts';
import { importLines } from './import-lines.ts';
import { stackProperty } from './placeholders-in-scope.ts';
import { WEB_IDENTITY } from './statement-code.ts';

/** The imports of a role's file. The role is as its file shows it: without what the stack sets. */
export function roleImports(role: ModelRole): string {
  const { inlinePolicies, managedPolicies, managedPolicyArns } = role;
  const principals = role.trust.map(({ principal, action }) =>
    action === WEB_IDENTITY ? 'web identity' : principal.kind,
  );
  const statements = [...inlinePolicies, ...managedPolicies].flatMap((policy) => policy.statements);
  return importLines({
    'aws-cdk-lib': {
      Duration: true,
      Stack: placeholdersIn([role]).some((placeholder) => stackProperty(placeholder) !== undefined),
      Tags: Object.keys(role.settings.tags).length > 0,
      Validations: managedPolicyArns.some(isOfAws) || statements.some(hasWildcard),
    },
    'aws-cdk-lib/aws-iam': {
      ArnPrincipal: principals.includes('aws'),
      CompositePrincipal: principals.length !== 1,
      Effect: statements.some(({ effect }) => effect === 'Deny'),
      FederatedPrincipal: principals.includes('federated'),
      InstanceProfile: role.instanceProfile !== undefined,
      ManagedPolicy: managedPolicies.length + managedPolicyArns.length > 0,
      Policy: inlinePolicies.length > 0,
      PolicyStatement: statements.length > 0,
      Role: true,
      ServicePrincipal: principals.includes('service'),
      WebIdentityPrincipal: principals.includes('web identity'),
    },
    constructs: { 'type Construct': true },
    '../environments': {
      'type Environment': true,
      home:
        role.where === undefined &&
        [...inlinePolicies, ...managedPolicies].some(({ where }) => where !== undefined),
    },
  });
}

function hasWildcard({ effect, actions, resources }: Statement): boolean {
  return effect === 'Allow' && [...actions, ...resources].some((value) => value.includes('*'));
}
