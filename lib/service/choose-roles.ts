import { crossesAccounts } from '../answers/accounts.ts';
import { refused } from '../answers/preset-rules.ts';
import { homeServes, makesPipeline, promotes, whereOf } from '../answers/promotion.ts';
import { selectedRoles } from '../answers/selected-roles.ts';
import type { Answers, SourceKind } from '../answers/types.ts';
import { UserError } from '../errors.ts';
import type { Placeholder } from '../iam/placeholders.ts';
import { type RoleId, roleById } from '../roles/registry.ts';
import type { Role } from '../roles/types.ts';
import { namedRole } from './role-names.ts';
import type { ChosenRole } from './types.ts';

/**
 * Lists the roles that the answers make, each with its options and the kind of its policies.
 *
 * @throws UserError `OptionNeedsAnother` for an option named on and one it requires named off.
 */
export function chooseRoles(answers: Answers): readonly ChosenRole[] {
  const byFeature = featureOptions(answers);
  return selectedRoles(answers).map((id) => {
    const role = namedRole(id, answers);
    const where = whereOf(id, answers);
    return {
      id,
      role,
      ...(where && { where }),
      options: switchedOptions(id, answers, byFeature),
      policies: answers.rolePolicies[id] ?? answers.policies,
    };
  });
}

/** Options that are on and that a preset forbids: `RefusedByPreset`. */
export function forbiddenOptions(
  chosen: readonly ChosenRole[],
  { presets }: Answers,
): readonly UserError[] {
  const on = chosen.flatMap(({ id, options }) => options.map((option) => `${id}.${option}`));
  return presets.list.flatMap(({ name, rules: { forbidden } }) =>
    on
      .filter((option) => forbidden.options.includes(option))
      .map((option) => refused(`--option ${option}`, name, `option ${option}`)),
  );
}

/** True where a role is made and its option is on. */
export function isOn(chosen: readonly ChosenRole[], id: RoleId, option: string): boolean {
  return chosen.some((one) => one.id === id && one.options.includes(option));
}

/** True where the answers provide a value for a placeholder, in all environments or in one. */
export function isProvided({ values, environments }: Answers, placeholder: Placeholder): boolean {
  return [values, ...environments.map((one) => one.values)].some(
    (some) => some[placeholder] !== undefined,
  );
}

const PIPELINE_SOURCE: Readonly<Record<SourceKind, string>> = {
  codeconnections: 'sourceConnection',
  codecommit: 'codecommitSource',
  ecr: 'ecrSource',
  s3: 's3Source',
};

const ARTIFACT_ROLES: readonly RoleId[] = [
  'codebuild',
  'codepipeline',
  'codebuild-validate',
  'codebuild-deploy',
  'pipeline-deploy',
];

/** The options that answers other than `--option` switch on, as `role.option`. */
export function featureOptions(answers: Answers): ReadonlySet<string> {
  const on = new Set<string>();
  const provided = (placeholder: Placeholder) => isProvided(answers, placeholder);
  if (answers.exec === 'task') on.add('task.ecsExec');
  if (answers.launchType === 'managed-instances') {
    on.add('container-instance.managedInstances').add('infrastructure.managedInstances');
  }
  if (answers.source !== 'ecr') {
    on.add('codebuild.buildImages').add('codebuild.buildReports');
  }
  for (const option of stageOptions(answers)) on.add(option);
  if (answers.deploy === 'github') on.add('github-oidc-deploy.validateRoles');
  // Without a connection there is no ARN to name, and a wildcard would allow every connection.
  if (answers.source !== 'codeconnections' || provided('connectionId')) {
    on.add(`codepipeline.${PIPELINE_SOURCE[answers.source]}`);
  }
  if (answers.secrets.length > 0) on.add('task-execution.secretsManagerSecrets');
  if (answers.parameters.length > 0) on.add('task-execution.ssmParameters');
  if (provided('secretsKmsKeyId')) on.add('task-execution.secretsKmsKey');
  if (answers.envFiles.length > 0) {
    on.add('task-execution.s3EnvFiles');
    if (provided('envFilesKmsKeyId')) on.add('task-execution.envFilesKmsKey');
  }
  if (answers.lists.baseRepository !== undefined) on.add('codebuild.baseImageRepositories');
  if (provided('buildSecretsKmsKeyId')) on.add('codebuild.buildSecretsKmsKey');
  if (provided('artifactKmsKeyId')) {
    for (const id of ARTIFACT_ROLES) on.add(`${id}.artifactKmsKey`);
  }
  // The default key of S3 cannot be shared with another account.
  else if (crossesAccounts(answers)) {
    for (const id of ARTIFACT_ROLES) on.add(`${id}.ownArtifactKey`);
  }
  if (provided('targetGroupName')) on.add('service.targetGroup');
  if (provided('securityGroupId')) on.add('service.instanceSecurityGroup');
  if (provided('registryAccount')) on.add('task-execution.crossAccountEcr');
  return on;
}

/** What deploys, and what validates: by the pipeline's own role at home, by another one elsewhere. */
function stageOptions(answers: Answers): readonly string[] {
  const { deploy, source } = answers;
  if (!makesPipeline(answers)) {
    return deploy === 'build' ? ['codebuild.deployFromBuild'] : deployOptions(deploy);
  }
  const isOne = promotes(answers);
  const stages = [
    ...(source === 'ecr' || answers.options['codepipeline.validateStage'] === false
      ? []
      : ['validateStage']),
    ...(deploy === 'build' ? (isOne ? ['deployStage'] : []) : deployOptions(deploy, '')),
  ];
  const ofHome = isOne && !homeServes(answers) ? [] : stages;
  return [
    ...ofHome.map((option) => `codepipeline.${option}`),
    ...(isOne ? ['codepipeline.promote', ...stages.map((one) => `pipeline-deploy.${one}`)] : []),
    ...(deploy === 'build' && !isOne ? ['codebuild.deployFromBuild'] : []),
  ];
}

function deployOptions(deploy: Answers['deploy'], role = 'codepipeline.'): readonly string[] {
  const options = [
    'deployFromPipeline',
    ...(deploy === 'codedeploy' ? ['codedeployBlueGreen'] : []),
  ];
  return options.map((option) => `${role}${option}`);
}

/**
 * The options of one role that are on: by a feature or by name, with those they require. An option
 * that a feature switched on goes when one it requires is switched off by name.
 */
function switchedOptions(
  id: RoleId,
  answers: Answers,
  byFeature: ReadonlySet<string>,
): readonly string[] {
  const role = roleById(id);
  const on = new Set<string>();
  const add = (option: string) => {
    for (const required of role.options[option]?.requires ?? []) add(required);
    on.add(option);
  };
  for (const option of Object.keys(role.options)) {
    const key = `${id}.${option}`;
    if (!(answers.options[key] ?? byFeature.has(key))) continue;
    const refused = requiredBy(role, option).find(
      (one) => answers.options[`${id}.${one}`] === false,
    );
    if (refused === undefined) add(option);
    else if (answers.options[key]) throw needsAnother(id, option, refused);
  }
  return Object.keys(role.options).filter((option) => on.has(option));
}

function requiredBy(role: Role, option: string): readonly string[] {
  const direct = role.options[option]?.requires ?? [];
  return [...direct, ...direct.flatMap((one) => requiredBy(role, one))];
}

function needsAnother(id: RoleId, option: string, refused: string): UserError {
  return new UserError(
    'OptionNeedsAnother',
    `Option ${id}.${option} is on and needs ${id}.${refused}, which is switched off.`,
    `Leave out --option ${id}.${refused}=off, or switch ${id}.${option} off too.`,
  );
}
