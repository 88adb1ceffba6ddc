import { accountOf, crossesAccounts } from '../answers/accounts.ts';
import { existingRoleValues } from '../answers/existing-role-places.ts';
import { homeAnswers, homeOf, promotes } from '../answers/promotion.ts';
import type { Answers, EnvironmentAnswers } from '../answers/types.ts';
import { mapStrings } from '../iam/map-strings.ts';
import type { Model, Statement } from '../iam/model.ts';
import {
  PLACEHOLDER_NAMES,
  type Placeholder,
  type PlaceholderValues,
} from '../iam/placeholders.ts';
import { roleArn, roleReference } from '../iam/role-arn.ts';
import { allow } from '../iam/statements.ts';
import { substitute, type TemplateString, template } from '../iam/template-string.ts';
import { PROMOTION_POLICY } from '../roles/codepipeline/options.ts';
import { isProvided } from './choose-roles.ts';
import { environmentValues } from './environment-values.ts';
import { namedRole } from './role-names.ts';

/** What the model holds as text of the environment that has the pipeline. */
export function homeValues(answers: Answers): PlaceholderValues {
  const isSplit = crossesAccounts(answers);
  if (!promotes(answers)) {
    return {
      homeEnvironment: '<environment>',
      homeAccount: '<account>',
      homeArtifactBucket: isProvided(answers, 'artifactBucket')
        ? '<artifactBucket>'
        : '<artifactBucketPrefix>-<account>',
      homeArtifactKmsKeyId: '<artifactKmsKeyId>',
    };
  }
  const home = homeAnswers(answers);
  const { values } = environmentValues(home, answers, BUCKET);
  const account = isSplit ? '<homeAccount>' : '<account>';
  return {
    homeEnvironment: home.name,
    ...(isSplit ? {} : { homeAccount: '<account>' }),
    homeArtifactBucket: isProvided(answers, 'artifactBucket')
      ? (values.artifactBucket ?? '')
      : `${values.artifactBucketPrefix}-${account}`,
    homeArtifactKmsKeyId: values.artifactKmsKeyId ?? '',
  };
}

const BUCKET: readonly Placeholder[] = [
  'artifactBucket',
  'artifactBucketPrefix',
  'artifactKmsKeyId',
];

/** What every tool finds out by itself in the account and Region that it deploys to. */
const PLACE: readonly Placeholder[] = ['partition', 'region', 'dnsSuffix'];

/**
 * Writes a template string of another environment so that it is right in home's: names are filled
 * in, and the account where it is not home's.
 */
export function seenFromHome(
  environment: EnvironmentAnswers,
  answers: Answers,
): (value: TemplateString) => TemplateString {
  const known = seen.get(answers) ?? new Map<string, ReturnType<typeof seenFromHome>>();
  seen.set(answers, known);
  const before = known.get(environment.name);
  if (before !== undefined) return before;
  const { values } = environmentValues(environment, answers, PLACEHOLDER_NAMES);
  const kept = isInHomeAccount(environment, answers) ? [...PLACE, 'account'] : PLACE;
  const names = Object.fromEntries(
    Object.entries(values).filter(([name]) => !kept.some((one) => one === name)),
  );
  const write = (value: TemplateString) => substitute(value, names);
  known.set(environment.name, write);
  return write;
}

/** By environment: policies and roles ask for the same again and again. */
const seen = new WeakMap<Answers, Map<string, (value: TemplateString) => TemplateString>>();

/** True for an environment in the account that has the pipeline. */
export function isInHomeAccount(environment: EnvironmentAnswers, answers: Answers): boolean {
  if (!crossesAccounts(answers)) return true;
  return accountOf(environment, answers) === accountOf(homeAnswers(answers), answers);
}

/** True where no other environment is in the account that has the pipeline and the repository. */
export function homeAloneHasRepository(answers: Answers): boolean {
  return (
    crossesAccounts(answers) &&
    otherEnvironments(answers).every((one) => !isInHomeAccount(one, answers))
  );
}

/** The environments besides home that the pipeline deploys to. */
export function otherEnvironments(answers: Answers): readonly EnvironmentAnswers[] {
  return answers.environments.filter(({ name }) => name !== homeOf(answers));
}

/** Names the pipeline's role, as other environments see it, where a trust policy refers to it. */
export function withHomeTrusted(model: Model, answers: Answers): Model {
  const name = substitute(namedRole('codepipeline', answers).name, {
    environment: '<homeEnvironment>',
  });
  const arn =
    model.existing.codepipeline === undefined
      ? `arn:<partition>:iam::<homeAccount>:role<rolePath>${name}`
      : existingRoleValues(homeAnswers(answers), answers).codepipelineRoleArn;
  const reference = roleReference('codepipeline');
  const roles = model.roles.map((role) => ({
    ...role,
    trust: mapStrings(role.trust, (value) => (value === reference ? template(arn ?? '') : value)),
  }));
  return { ...model, roles };
}

/** Lets the pipeline's role assume the role of each other environment, by its full ARN. */
export function withPromotionRights(model: Model, answers: Answers): Model {
  const assumed = roleArn(model, 'pipeline-deploy');
  if (assumed === undefined || !promotes(answers)) return model;
  const statement = assumeRoles(assumed, answers);
  const fill = <P extends { readonly statements: readonly Statement[] }>(
    name: string,
    one: P,
  ): P => (name === PROMOTION_POLICY ? { ...one, statements: [statement] } : one);
  const roles = model.roles.map((role) => ({
    ...role,
    inlinePolicies: role.inlinePolicies.map((one) => fill(one.name, one)),
    managedPolicies: role.managedPolicies.map((one) => fill(one.policy, one)),
  }));
  return { ...model, roles };
}

function assumeRoles(role: TemplateString, answers: Answers): Statement {
  const arns = otherEnvironments(answers).map((one) => seenFromHome(one, answers)(role));
  return allow('AssumeDeployRoles', ['sts:AssumeRole'], arns, {
    why: 'The actions of the other environments run with a role of that environment.',
  });
}
