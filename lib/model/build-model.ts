import { selectedRoles } from '../answers/selected-roles.ts';
import type { Answers } from '../answers/types.ts';
import { throwFaults } from '../errors.ts';
import { mapStrings } from '../iam/map-strings.ts';
import type { Model } from '../iam/model.ts';
import { open, partsOf, substitute } from '../iam/open.ts';
import { type OpenPart, type PartValues, partSpec } from '../iam/parts.ts';
import { partsIn, partsInRoles } from '../iam/parts-in.ts';
import { roleById } from '../roles/registry.ts';
import { assembleRole } from './assemble-role.ts';
import { limitFaults } from './check-limits.ts';
import { derivedFaults } from './derived-names.ts';
import { environmentValues, missingValues } from './environment-values.ts';
import { resourcePolicies } from './resource-policies.ts';
import { withValidationRights } from './validation-rights.ts';

/**
 * Makes the one model that every target prints and that plan, apply and validate compare.
 *
 * @throws UserError `ValueMissing` for parts without a value; the codes of limitFaults and
 * derivedFaults.
 */
export function buildModel(answers: Answers): Model {
  const drafted = draft(answers);
  const inlined = inlineValues(answers, partsIn(drafted));
  const model = mapStrings(drafted, (value) => substitute(value, inlined));
  const parts = partsIn(model);
  const found = answers.environments.map((one) => environmentValues(one, answers, parts));
  throwFaults(missingValues(found, (part) => usersOf(part, model)));
  const built = { ...model, parts, environments: found.map(({ environment }) => environment) };
  throwFaults([...limitFaults(built), ...derivedFaults(built)]);
  return built;
}

function draft(answers: Answers): Model {
  const roles = selectedRoles(answers).map((id) => assembleRole(id, answers));
  const policies = resourcePolicies(answers);
  const repository = open('<repository>');
  const usesRepository = JSON.stringify([roles, policies]).includes(repository);
  const model: Model = {
    project: answers.project,
    roles,
    serviceLinkedRoles: answers.serviceLinkedRole ? ['ecs.amazonaws.com'] : [],
    ...(usesRepository && { repository }),
    resourcePolicies: policies,
    oidcProviders: roles.flatMap(({ id }) => oidcProvider(id)),
    parts: [],
    environments: [],
  };
  return withValidationRights(model);
}

function oidcProvider(id: string): Model['oidcProviders'] {
  const provider = roleById(id as Parameters<typeof roleById>[0]).oidcProvider;
  if (provider === undefined) return [];
  const host = provider.url.replace('https://', '');
  return [{ ...provider, arn: open(`arn:<partition>:iam::<account>:oidc-provider/${host}`) }];
}

/**
 * Values written into the model as text: the role path; and defaults that hold what only the deploy
 * knows (the artifact bucket ends in the account ID), unless an environment names its own.
 */
function inlineValues(answers: Answers, used: readonly OpenPart[]): PartValues {
  const inlined: { [Part in OpenPart]?: string } = { rolePath: answers.rolePath };
  for (const part of used) {
    const { initial } = partSpec(part);
    const late = initial && partsOf(open(initial)).some((one) => partSpec(one).atDeploy);
    const given = [answers.values, ...answers.environments.map((one) => one.values)];
    if (late && given.every((values) => values[part] === undefined)) inlined[part] = initial;
  }
  return inlined;
}

function usersOf(part: OpenPart, model: Model): string {
  const users = model.roles
    .filter((role) => partsInRoles([role]).includes(part))
    .map((role) => `role ${role.id}`);
  return users.length > 0 ? users.join(', ') : 'a resource policy';
}
