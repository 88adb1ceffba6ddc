import { hasPipeline } from '../../answers/selected-roles.ts';
import type { PolicyDocument } from '../../iam/document.ts';
import type { Environment } from '../../iam/model.ts';
import { PLACEHOLDER_NAMES, type Placeholder, placeholderSpec } from '../../iam/placeholders.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { placeholdersOf, type TemplateString, template } from '../../iam/template-string.ts';
import type { RoleId } from '../../roles/registry.ts';
import { isOn, isProvided } from '../choose-roles.ts';
import type { Service } from '../types.ts';
import { BUILD_LOG_GROUPS, buildProjects } from './build-projects.ts';
import { buildVariables } from './build-variables.ts';
import { sourceRule } from './source-rule.ts';
import { stages } from './stages.ts';
import type { Pipeline } from './types.ts';

/**
 * Makes the pipeline that belongs to a model: undefined where the answers want none, or the CodeBuild
 * or CodePipeline role was left out, for there is then nothing to run it with. `inline` writes the values that stand in
 * the model as text.
 */
export function buildPipeline(
  { answers, chosen, model }: Pick<Service, 'answers' | 'chosen' | 'model'>,
  inline: <From extends object>(from: From) => From,
): Pipeline | undefined {
  const roleName = (id: string) =>
    model.roles.find((role) => role.id === id)?.name ?? model.existing[id];
  const { source, deploy } = answers;
  const pipelineRole = roleName('codepipeline');
  const buildRole = roleName('codebuild');
  if (!hasPipeline(deploy) || pipelineRole === undefined || buildRole === undefined)
    return undefined;
  // Both roles may: the build role reads the roles, the pipeline's role starts that build.
  const validates =
    (model.existing.codebuild !== undefined || isOn(chosen, 'codebuild', 'validateRoles')) &&
    (model.existing.codepipeline !== undefined || isOn(chosen, 'codepipeline', 'validateStage'));
  const kind = { source, deploy, validates };
  const rule = sourceRule(source);
  const triggerRole = roleName('pipeline-trigger');
  const drafted = inline({
    name: template('<pipelineName>'),
    deploy,
    source,
    pipelineRole,
    buildRole,
    bucket: {
      name: template('<artifactBucket>'),
      existing: isProvided(answers, 'artifactBucket'),
      ...(isProvided(answers, 'artifactKmsKeyId') && { kmsKeyId: template('<artifactKmsKeyId>') }),
      expireAfter: 30,
    },
    ...(rule && triggerRole && { rule: { ...rule, role: triggerRole } }),
    projects: buildProjects(kind, buildVariables({ answers, model })),
    logGroups: BUILD_LOG_GROUPS,
    stages: stages(kind),
  });
  const { pipelineRole: _, buildRole: __, ...printed } = drafted;
  const { role: ___, ...printedRule } = printed.rule ?? {};
  const used = new Set<Placeholder>([
    'approval',
    ...placeholdersIn({ ...printed, rule: printedRule }),
    ...runningRoles(drafted).flatMap((id) => placeholdersOf(model.existing[id] ?? template(''))),
  ]);
  return { ...drafted, placeholders: PLACEHOLDER_NAMES.filter((one) => used.has(one)) };
}

/** The ids of the roles that CodeBuild, CodePipeline and the rule run with. */
export function runningRoles({ rule }: Pick<Pipeline, 'rule'>): readonly RoleId[] {
  return ['codebuild', 'codepipeline', ...(rule ? (['pipeline-trigger'] as const) : [])];
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
 * The artifact bucket's policy: no request without TLS. The roles of the same account need no
 * Allow in it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 */
export function bucketPolicy(bucket: TemplateString): PolicyDocument {
  const arn = `arn:<partition>:s3:::${bucket}`;
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
    ],
  };
}
