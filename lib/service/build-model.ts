import { selectedRoles } from '../answers/selected-roles.ts';
import type { Answers } from '../answers/types.ts';
import { throwFaults } from '../errors.ts';
import { mapStrings } from '../iam/map-strings.ts';
import type { Model } from '../iam/model.ts';
import { type Placeholder, type PlaceholderValues, placeholderSpec } from '../iam/placeholders.ts';
import { placeholdersIn, placeholdersInRoles } from '../iam/placeholders-in.ts';
import { placeholdersOf, substitute, template } from '../iam/template-string.ts';
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
 * @throws UserError `ValueMissing` for placeholders without a value; the codes of limitFaults and
 * derivedFaults.
 */
export function buildModel(answers: Answers): Model {
  const drafted = draft(answers);
  const inlined = inlineValues(answers, placeholdersIn(drafted));
  const model = mapStrings(drafted, (value) => substitute(value, inlined));
  const placeholders = placeholdersIn(model);
  const found = answers.environments.map((one) => environmentValues(one, answers, placeholders));
  throwFaults(missingValues(found, (placeholder) => usersOf(placeholder, model)));
  const built = {
    ...model,
    placeholders,
    environments: found.map(({ environment }) => environment),
  };
  throwFaults([...limitFaults(built), ...derivedFaults(built)]);
  return built;
}

function draft(answers: Answers): Model {
  const roles = selectedRoles(answers).map((id) => assembleRole(id, answers));
  const policies = resourcePolicies(answers);
  const repository = template('<repository>');
  const usesRepository = JSON.stringify([roles, policies]).includes(repository);
  const model: Model = {
    project: answers.project,
    roles,
    serviceLinkedRoles: answers.serviceLinkedRole ? ['ecs.amazonaws.com'] : [],
    ...(usesRepository && { repository }),
    resourcePolicies: policies,
    oidcProviders: roles.flatMap(({ id }) => oidcProvider(id)),
    placeholders: [],
    environments: [],
  };
  return withValidationRights(model);
}

function oidcProvider(id: string): Model['oidcProviders'] {
  const provider = roleById(id as Parameters<typeof roleById>[0]).oidcProvider;
  if (provider === undefined) return [];
  const host = provider.url.replace('https://', '');
  return [{ ...provider, arn: template(`arn:<partition>:iam::<account>:oidc-provider/${host}`) }];
}

/**
 * Values written into the model as text: the role path; and defaults that hold what only the deploy
 * knows (the artifact bucket ends in the account ID), unless an environment names its own.
 */
function inlineValues(answers: Answers, used: readonly Placeholder[]): PlaceholderValues {
  const inlined: { [Name in Placeholder]?: string } = { rolePath: answers.rolePath };
  for (const placeholder of used) {
    const { initial } = placeholderSpec(placeholder);
    const late =
      initial && placeholdersOf(template(initial)).some((one) => placeholderSpec(one).atDeploy);
    const given = [answers.values, ...answers.environments.map((one) => one.values)];
    if (late && given.every((values) => values[placeholder] === undefined))
      inlined[placeholder] = initial;
  }
  return inlined;
}

function usersOf(placeholder: Placeholder, model: Model): string {
  const users = model.roles
    .filter((role) => placeholdersInRoles([role]).includes(placeholder))
    .map((role) => `role ${role.id}`);
  return users.length > 0 ? users.join(', ') : 'a resource policy';
}
