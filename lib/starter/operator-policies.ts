import { mapStrings } from '../iam/map-strings.ts';
import type { Environment, Model } from '../iam/model.ts';
import { substitute, template } from '../iam/template-string.ts';
import { operatorPolicy } from '../plan/operator-policy.ts';
import { attachablePolicies, catalogueNames, catalogueProfiles } from '../roles/catalogue.ts';
import type { Service } from '../service/types.ts';
import type { RenderedFile } from '../targets/types.ts';

/**
 * The least rights of whoever runs plan, apply, validate and destroy, a document an environment.
 * Account, Region and partition stand as `<account>`, `<region>`, `<partition>` where they are not set.
 */
export function renderOperatorPolicies({ model, environments }: Service): readonly RenderedFile[] {
  return environments.map((environment) => ({
    path: operatorPolicyPath(environment),
    contents: `${JSON.stringify(policyOf(model, environment), null, 2)}\n`,
    executable: false,
  }));
}

/** Where the policy of an environment's operator stands. */
export function operatorPolicyPath({ name }: Environment): string {
  return `docs/operator-policy.${name}.json`;
}

function policyOf(model: Model, { name, values }: Environment) {
  const known = (text: string) => substitute(template(text), values);
  return operatorPolicy(mapStrings(model, known), {
    account: known('<account>'),
    partition: known('<partition>'),
    region: known('<region>'),
    catalogue: catalogueNames(model.project, name).keys(),
    profiles: catalogueProfiles(model.project, name),
    attachable: model.roles.flatMap(({ id }) => attachablePolicies(id)),
  });
}
