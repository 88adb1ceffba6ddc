import { hasPipeline } from '../../answers/pipeline-roles.ts';
import { homeOf, homeServes, promotes } from '../../answers/promotion.ts';
import { folderInSource, pathInSource } from '../../answers/source-folder.ts';
import type { EnvironmentAnswers } from '../../answers/types.ts';
import type { PolicyDocument } from '../../iam/document.ts';
import { mapStrings } from '../../iam/map-strings.ts';
import type { Environment } from '../../iam/model.ts';
import { PLACEHOLDER_NAMES, type Placeholder, placeholderSpec } from '../../iam/placeholders.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { roleArn } from '../../iam/role-arn.ts';
import { type TemplateString, template } from '../../iam/template-string.ts';
import { ARTIFACT_KEY_ALIAS } from '../../roles/shared/artifacts.ts';
import { isOn, isProvided } from '../choose-roles.ts';
import { environmentValues } from '../environment-values.ts';
import { isInHomeAccount, otherEnvironments, seenFromHome } from '../promotion.ts';
import type { Service } from '../types.ts';
import { deploymentProject, imageProject, validationProject } from './build-projects.ts';
import { buildVariables, deployVariables, validateVariables } from './build-variables.ts';
import { sourceRule } from './source-rule.ts';
import { type PipelineKind, promotionStages, type Stop, stages } from './stages.ts';
import { appSpecFiles } from './task-definition.ts';
import type { ArtifactBucket, BuildProject, Pipeline, ProjectRole } from './types.ts';

type Parts = Pick<Service, 'answers' | 'chosen' | 'model'>;

/**
 * Makes the pipeline that belongs to a model: undefined where the answers want none, or the CodeBuild
 * or CodePipeline role was left out, for there is then nothing to run it with. `inline` writes the
 * values that stand in the model as text.
 */
export function buildPipeline(
  service: Parts,
  inline: <From extends object>(from: From) => From,
): Pipeline | undefined {
  const { answers, model } = service;
  const { source, deploy } = answers;
  const roleName = (id: string) =>
    model.roles.find((role) => role.id === id)?.name ?? model.existing[id];
  const pipelineRole = roleName('codepipeline');
  if (!hasPipeline(deploy) || pipelineRole === undefined || !roleName('codebuild'))
    return undefined;
  const onArm = answers.platform === 'arm64' && source !== 'ecr';
  const validates = roleName('codebuild-validate') !== undefined;
  const kind = { source, deploy, onArm, validates, ownAppSpecs: appSpecFiles(answers).length > 1 };
  const rule = sourceRule(source);
  const triggerRole = roleName('pipeline-trigger');
  const isOne = promotes(answers);
  const ofEnvironments = isOne ? promoted(service, kind) : alone(service, kind);
  const drafted = inline({
    name: template('<pipelineName>'),
    environments: isOne ? [homeOf(answers)] : answers.environments.map(({ name }) => name),
    executionMode: 'SUPERSEDED' as const,
    ...(source === 'codeconnections' && {
      trigger: {
        action: 'Source',
        branch: template('<branch>'),
        paths: folderInSource(answers) === '' ? [] : [pathInSource('**', answers)],
      },
    }),
    deploy,
    source,
    pipelineRole,
    bucket: artifactBucket(service),
    ...(rule && triggerRole && { rule: { ...rule, role: triggerRole } }),
    ...ofEnvironments,
  });
  return { ...drafted, placeholders: pipelinePlaceholders(drafted) };
}

/** The placeholders of a pipeline, without those of its roles' names, in the order of PLACEHOLDERS. */
export function pipelinePlaceholders(
  drafted: Omit<Pipeline, 'placeholders'>,
): readonly Placeholder[] {
  const { pipelineRole: _, rule, projects, elsewhere: __, ...printed } = drafted;
  const { role: ___, ...printedRule } = rule ?? {};
  const printedProjects = projects.map(({ role: ____, ...project }) => project);
  const approval = printed.stages.some(({ onlyWith }) => onlyWith === 'approval');
  const used = new Set<Placeholder>([
    ...(approval ? (['approval'] as const) : []),
    ...placeholdersIn([printed, printedRule, printedProjects]),
    ...placeholdersIn(runningRoles(drafted).filter(isExisting)),
  ]);
  return PLACEHOLDER_NAMES.filter((one) => used.has(one));
}

type OfEnvironments = Pick<Pipeline, 'stages' | 'projects' | 'elsewhere'>;

/** A pipeline of one environment, which each environment has. */
function alone(service: Parts, kind: PipelineKind): OfEnvironments {
  return {
    stages: stages(kind),
    projects: [
      imageProject(kind, projectParts(service, 'codebuild', buildVariables(service))),
      ...(kind.validates ? [validation(service)] : []),
    ],
    elsewhere: [],
  };
}

/** One pipeline of several environments. */
function promoted(service: Parts, kind: PipelineKind): OfEnvironments {
  const { answers } = service;
  const image = imageProject(kind, projectParts(service, 'codebuild', buildVariables(service)));
  const ofHome = homeServes(answers) ? projectsOf(service, kind) : [];
  const others = otherEnvironments(answers);
  const here = others.filter((one) => isInHomeAccount(one, answers));
  const away = others.filter((one) => !isInHomeAccount(one, answers));
  const written = (one: EnvironmentAnswers) =>
    projectsOf(service, kind).map((project) => ({
      ...mapStrings(project, seenFromHome(one, answers)),
      environment: one.name,
    }));
  return {
    stages: promotionStages(kind, stops(service)),
    projects: [image, ...ofHome, ...here.flatMap(written)],
    elsewhere: away
      .map((one) => ({ environment: one.name, projects: written(one) }))
      .filter(({ projects }) => projects.length > 0),
  };
}

/** The environments with a service, in the order of the answers. */
function stops({ answers, model }: Parts): readonly Stop[] {
  const home = homeOf(answers);
  const role = roleArn(model, 'pipeline-deploy');
  const served = answers.environments.filter((one) => one.name !== home || homeServes(answers));
  return served.map((one) => {
    const { name } = one;
    const approval = environmentValues(one, answers, ['approval']).values.approval === 'true';
    if (name === home) return { name, approval, write: (value) => value };
    const write = seenFromHome(one, answers);
    return { name, approval, write, ...(role && { role: write(role) }) };
  });
}

/** The projects that an environment has besides the build. */
function projectsOf(service: Parts, { validates, deploy }: PipelineKind): readonly BuildProject[] {
  return [
    ...(validates ? [validation(service)] : []),
    ...(deploy === 'build'
      ? [deploymentProject(projectParts(service, 'codebuild-deploy', deployVariables(service)))]
      : []),
  ];
}

function validation(service: Parts): BuildProject {
  const parts = projectParts(service, 'codebuild-validate', validateVariables(service));
  return validationProject(parts);
}

function projectParts(service: Parts, id: string, variables: BuildProject['variables']) {
  const inSource = (path: string) => pathInSource(path, service.answers);
  const arn = roleArn(service.model, id);
  if (arn === undefined) throw new Error(`The model has no role '${id}'.`);
  const role: ProjectRole = { id, arn };
  return { role, variables, inSource };
}

function artifactBucket({ answers, chosen, model }: Parts): ArtifactBucket {
  const readers = ['pipeline-deploy', 'codebuild-validate', 'codebuild-deploy'];
  const away = promotes(answers)
    ? otherEnvironments(answers).filter((one) => !isInHomeAccount(one, answers))
    : [];
  return {
    name: template('<artifactBucket>'),
    existing: isProvided(answers, 'artifactBucket'),
    ...(isProvided(answers, 'artifactKmsKeyId') && { kmsKeyId: template('<artifactKmsKeyId>') }),
    ...(isOn(chosen, 'codepipeline', 'ownArtifactKey') && {
      keyAlias: template(ARTIFACT_KEY_ALIAS),
    }),
    expireAfter: 30,
    readers: away.map((one) => {
      const write = seenFromHome(one, answers);
      return {
        environment: one.name,
        account: write(template('arn:<partition>:iam::<account>:root')),
        roles: readers.flatMap((id) => {
          const arn = roleArn(model, id);
          return arn === undefined ? [] : [write(arn)];
        }),
      };
    }),
  };
}

/** Names or ARNs of the roles that CodeBuild, CodePipeline and the rule run with. */
function runningRoles({
  pipelineRole,
  rule,
  projects,
}: Pick<Pipeline, 'pipelineRole' | 'rule' | 'projects'>): readonly TemplateString[] {
  return [pipelineRole, ...(rule ? [rule.role] : []), ...projects.map(({ role }) => role.arn)];
}

/** True for a role that exists already: its ARN is a value of the environment. */
function isExisting(role: TemplateString): boolean {
  return /^<\w+RoleArn>$/.test(role);
}

/** The placeholders that the pipeline needs and an environment has no value for, such as connectionId. */
export function missingForPipeline(
  { placeholders }: Pipeline,
  { values }: Environment,
): readonly Placeholder[] {
  return placeholders.filter(
    (placeholder) => values[placeholder] === undefined && !placeholderSpec(placeholder).atDeploy,
  );
}

/**
 * The policy of the key that is made for the artifact bucket: the account decides who uses it, and the
 * roles of other accounts that read artifacts decrypt with it.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export function keyPolicy({ readers }: ArtifactBucket): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'OwnAccount',
        Effect: 'Allow',
        Principal: { AWS: 'arn:<partition>:iam::<account>:root' },
        Action: 'kms:*',
        Resource: '*',
      },
      ...readers.map(({ account, roles }, index) => ({
        Sid: `ReadArtifacts${index + 1}`,
        Effect: 'Allow' as const,
        Principal: { AWS: account },
        Action: ['kms:Decrypt', 'kms:DescribeKey'],
        Resource: '*',
        Condition: { ArnEquals: { 'aws:PrincipalArn': roles } },
      })),
    ],
  };
}

/**
 * The artifact bucket's policy: no request without TLS, and the roles of other accounts that read
 * artifacts. The roles of the same account need no Allow in it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 */
export function bucketPolicy({ name, readers }: ArtifactBucket): PolicyDocument {
  const arn = `arn:<partition>:s3:::${name}`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DenyInsecureTransport',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      ...readers.map(({ account, roles }, index) => ({
        Sid: `ReadArtifacts${index + 1}`,
        Effect: 'Allow' as const,
        Principal: { AWS: account },
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: `${arn}/*`,
        Condition: { ArnEquals: { 'aws:PrincipalArn': roles } },
      })),
    ],
  };
}
