import type { Model, ModelRole, NamedPolicy } from '../iam/model.ts';
import { codebuildRole } from '../roles/codebuild.ts';
import { readStatements } from './validation-reads.ts';

const { policy: POLICY } = codebuildRole.options.validateRoles;

/**
 * Lets the build role that runs the validation read what it compares: the roles of this very model,
 * its own among them, so that the reads are known only when every role is.
 */
export function withValidationRights(model: Model): Model {
  const widen = <P extends NamedPolicy | ModelRole['managedPolicies'][number]>(
    name: string,
    one: P,
  ) =>
    name === POLICY ? { ...one, statements: [...one.statements, ...readStatements(model)] } : one;
  const roles = model.roles.map((role) => ({
    ...role,
    inlinePolicies: role.inlinePolicies.map((one) => widen(one.name, one)),
    managedPolicies: role.managedPolicies.map((one) => widen(one.policy, one)),
  }));
  return { ...model, roles };
}
