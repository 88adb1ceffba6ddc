import { existingRoleIds, existingRolePlaceholder } from '../answers/existing-roles.ts';
import { ownRoles } from '../answers/own-roles.ts';
import { homeOf, promotes } from '../answers/promotion.ts';
import type { Answers } from '../answers/types.ts';
import { throwFaults } from '../errors.ts';
import { mapStrings } from '../iam/map-strings.ts';
import type { Environment, Model, ResourcePolicy } from '../iam/model.ts';
import {
  PLACEHOLDER_NAMES,
  type Placeholder,
  type PlaceholderValues,
  placeholderSpec,
} from '../iam/placeholders.ts';
import { placeholdersIn } from '../iam/placeholders-in.ts';
import { placeholdersOf, substitute, template } from '../iam/template-string.ts';
import { modelIn, standsIn } from '../iam/where.ts';
import { assembleOwnRole, assembleRole } from './assemble-role.ts';
import { chooseRoles, forbiddenOptions, isProvided } from './choose-roles.ts';
import { derivedFaults, environmentValues, missingValues } from './environment-values.ts';
import { limitFaults } from './limits.ts';
import { withOnePolicy } from './merge-policies.ts';
import { buildPipeline } from './pipeline/build-pipeline.ts';
import { revisionVariables } from './pipeline/build-variables.ts';
import { buildWorkflow } from './pipeline/workflow.ts';
import {
  homeAloneHasRepository,
  homeValues,
  withHomeTrusted,
  withPromotionRights,
} from './promotion.ts';
import { resourcePolicies } from './resource-policies.ts';
import { nameRolesElsewhere, roleNameFaults } from './role-names.ts';
import { resolveReferences } from './role-references.ts';
import { sharedPolicies, sharedUnits } from './shared-units.ts';
import type { ChosenRole, Service } from './types.ts';
import { withValidationRights } from './validation-reads.ts';

/**
 * Makes the one value that every target prints and that plan, apply and validate work with.
 *
 * @throws UserError `ValueMissing` for placeholders without a value; the codes of chooseRoles,
 * limitFaults, roleNameFaults and derivedFaults.
 */
export function buildService(answers: Answers): Service {
  const chosen = chooseRoles(answers);
  throwFaults(forbiddenOptions(chosen, answers));
  const values = inlinedValues(answers);
  const inline = <From extends object>(from: From) =>
    mapStrings(from, (value) => substitute(nameRolesElsewhere(value, answers), values));
  const model = inline(buildModel(chosen, answers));
  const pipeline = buildPipeline({ answers, chosen, model }, inline);
  const workflow = buildWorkflow({ answers, chosen, model }, inline);
  const handedOn = inline(resourcePolicies(answers).filter((one) => isHandedOn(one, answers)));
  const ofModel = placeholdersIn([model, handedOn]);
  // Scripts register the first task definition, also where no build fills one.
  const ofRevision =
    pipeline || workflow ? placeholdersIn(revisionVariables({ answers, model })) : [];
  const used = new Set([
    ...ofModel,
    ...((pipeline ?? workflow)?.placeholders ?? []),
    ...ofRevision,
  ]);
  const placeholders = PLACEHOLDER_NAMES.filter((placeholder) => used.has(placeholder));
  const environments = answers.environments.map((one) =>
    environmentValues(one, answers, placeholders),
  );
  const neededIn = (one: Environment) => placeholdersIn([usedIn(one, model), handedOn]);
  throwFaults(missingValues(environments, neededIn, (placeholder) => usersOf(placeholder, model)));
  throwFaults([
    ...limitFaults(model, environments),
    ...roleNameFaults(model, environments),
    ...derivedFaults(environments),
  ]);
  return {
    answers,
    chosen,
    model,
    shared: sharedUnits(model, environments),
    policiesToHandOn: sharedPolicies(
      ({ name }) => handedOn.filter((one) => standsIn(one, name, model.home)),
      environments,
    ),
    pipeline,
    workflow,
    placeholders,
    environments: promotes(answers) ? withStandIns(environments, model) : environments,
  };
}

/**
 * Gives an environment a value for what it does not use itself, because a template takes one in each:
 * that of the first environment that has one.
 */
function withStandIns(environments: readonly Environment[], model: Model): readonly Environment[] {
  const { existing: _, ...made } = model;
  const used = placeholdersIn(made).filter((one) => !placeholderSpec(one).atDeploy);
  return environments.map((environment) => {
    const needed = placeholdersIn(usedIn(environment, model));
    const lacking = used.filter(
      (one) => environment.values[one] === undefined && !needed.includes(one),
    );
    const standIns = lacking.map((one) => [
      one,
      environments.find(({ values }) => values[one] !== undefined)?.values[one],
    ]);
    return { ...environment, values: { ...Object.fromEntries(standIns), ...environment.values } };
  });
}

/** What an environment has; the ARN of a role that exists is needed where something names it. */
function usedIn(environment: Environment, model: Model): Omit<Model, 'existing'> {
  const { existing: _, ...used } = modelIn(model, environment);
  return used;
}

/** The policy of a repository that exists already belongs to whoever made it. */
function isHandedOn({ kind }: ResourcePolicy, { ecrRepository }: Answers): boolean {
  return kind === 'ecr-repository' && ecrRepository === 'existing';
}

function buildModel(chosen: readonly ChosenRole[], answers: Answers): Model {
  const existing = existingRoles(answers);
  const roles = resolveReferences(
    [
      ...chosen.map((one) => assembleRole(one, answers)),
      ...ownRoles(answers).map((role) => assembleOwnRole(role, answers)),
    ],
    existing,
  );
  const policies = resourcePolicies(answers).filter((one) => !isHandedOn(one, answers));
  const repository = template('<repository>');
  // Roles that exist already push and pull as those would that are made.
  const usesRepository =
    JSON.stringify([roles, policies]).includes(repository) ||
    ['task-execution', 'codebuild'].some((id) => existing[id] !== undefined);
  const model: Model = {
    project: answers.project,
    home: homeOf(answers),
    roles,
    existing,
    serviceLinkedRoles: answers.serviceLinkedRole ? ['ecs.amazonaws.com'] : [],
    ...(usesRepository && answers.ecrRepository === 'create' && { repository }),
    resourcePolicies: policies,
    oidcProviders: answers.oidcProvider === 'create' ? chosen.flatMap(oidcProvider) : [],
  };
  const complete = withHomeTrusted(
    withPromotionRights(withValidationRights(model, homeAloneHasRepository(answers)), answers),
    answers,
  );
  return { ...complete, roles: complete.roles.map(withOnePolicy) };
}

/** The roles that exist already; one that nothing refers to is left out. */
function existingRoles(answers: Answers): Model['existing'] {
  const named = [...existingRoleIds(answers)].flatMap((id) => {
    const placeholder = existingRolePlaceholder(id);
    return placeholder === undefined ? [] : [[id, template(`<${placeholder}>`)]];
  });
  return Object.fromEntries(named);
}

function oidcProvider({ role: { oidcProvider: provider } }: ChosenRole): Model['oidcProviders'] {
  if (provider === undefined) return [];
  const host = provider.url.replace('https://', '');
  return [{ ...provider, arn: template(`arn:<partition>:iam::<account>:oidc-provider/${host}`) }];
}

/**
 * Values written into model and pipeline as text: the role path; and defaults that hold what only
 * the deploy knows (the artifact bucket ends in the account ID), unless the user names another value.
 */
function inlinedValues(answers: Answers): PlaceholderValues {
  const late = PLACEHOLDER_NAMES.filter(isKnownLate)
    .filter((one) => one !== 'homeAccount')
    .filter((one) => !isProvided(answers, one));
  return {
    ...Object.fromEntries(late.map((one) => [one, placeholderSpec(one).initial])),
    ...homeValues(answers),
    rolePath: answers.rolePath,
  };
}

function isKnownLate(placeholder: Placeholder): boolean {
  const { initial } = placeholderSpec(placeholder);
  if (initial === undefined) return false;
  return placeholdersOf(template(initial)).some((one) => placeholderSpec(one).atDeploy);
}

function usersOf(placeholder: Placeholder, { roles }: Model): string {
  const users = roles
    .filter((role) => placeholdersIn(role).includes(placeholder))
    .map((role) => role.id);
  if (users.length === 0) return 'a resource policy needs it';
  return users.length === 1 ? `role ${users[0]} needs it` : `roles ${users.join(', ')} need it`;
}
