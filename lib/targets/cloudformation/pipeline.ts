import type { Environment, Model } from '../../iam/model.ts';
import type { Placeholder } from '../../iam/placeholders.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { arnOfRole } from '../../iam/role-arn.ts';
import { stackName } from '../../names.ts';
import type { BuildProject, Pipeline, ProjectsElsewhere } from '../../service/pipeline/types.ts';
import type { Service } from '../../service/types.ts';
import { bucketResources } from './artifact-bucket.ts';
import { projectId, projectResources, type Refer } from './build-projects.ts';
import { parameterSection } from './parameters.ts';
import { NEEDS_APPROVAL, pipelineResource } from './pipeline-resource.ts';
import { roleLogicalId } from './roles.ts';
import { sourceRuleResource } from './source-rule.ts';
import {
  isParameter,
  type Mapping,
  parameterName,
  ref,
  templateValue,
  type Value,
} from './values.ts';
import { printTemplate } from './yaml.ts';

/** `pipeline/pipeline.yaml`: build projects, pipeline and artifact bucket of one environment. */
export function pipelineTemplate(pipeline: Pipeline, service: Service): string {
  const { model } = service;
  const environments = pipelineEnvironments(pipeline, service);
  const refer = referenceOf(pipeline, model);
  const [first] = environments;
  return printTemplate(
    `${heading(pipeline, service)} It imports the roles from the stack that scripts/deploy-iam.sh ` +
      `${environments.length > 1 ? 'ENV' : first?.name} deploys.`,
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: `Pipeline of the ECS service ${model.project}`,
      Metadata: { 'AWS::CloudFormation::Interface': { ParameterGroups: groups(pipeline, model) } },
      Parameters: {
        ...(importsRoles(pipeline, model) && {
          [IAM_STACK]: {
            Type: 'String',
            Description: 'Stack with the IAM roles of this environment',
            Default: stackName(model.project, first?.name ?? ''),
          },
        }),
        ...parameterSection(pipeline.placeholders, environments),
      },
      ...(pipeline.stages.some(({ onlyWith }) => onlyWith === 'approval') && {
        Conditions: {
          [NEEDS_APPROVAL]: { 'Fn::Equals': [ref(parameterName('approval')), 'true'] },
        },
      }),
      Resources: {
        ...bucketResources(pipeline),
        ...projectResources(pipeline.projects, refer, (project) =>
          project.environment === undefined
            ? importedRole(project.role.id, model)
            : templateValue(project.role.arn),
        ),
        Pipeline: pipelineResource(pipeline, importedRole('codepipeline', model), refer),
        ...(pipeline.rule && {
          SourceRule: sourceRuleResource(pipeline.rule, importedRole('pipeline-trigger', model)),
        }),
      },
      Outputs: {
        PipelineName: { Description: 'Name of the pipeline', Value: ref('Pipeline') },
      },
    },
  );
}

/** `pipeline/environments/ENV.yaml`: the build projects that another account has for its environment. */
export function projectsTemplate(
  { environment, projects }: ProjectsElsewhere,
  { model }: Service,
): string {
  const roleOf = ({ role }: BuildProject) => templateValue(role.arn);
  return printTemplate(
    `The build projects of ${model.project} in the account of ${environment}: the pipeline of ` +
      `${model.home} starts them. scripts/deploy-pipeline.sh ${environment} deploys them.`,
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: `Build projects of the ECS service ${model.project} in ${environment}`,
      Resources: projectResources(projects, templateValue, roleOf),
    },
  );
}

/** The environments that have the pipeline. */
export function pipelineEnvironments(
  pipeline: Pipeline,
  { environments }: Service,
): readonly Environment[] {
  return environments.filter(({ name }) => pipeline.environments.includes(name));
}

function heading(pipeline: Pipeline, { model, environments }: Service): string {
  const { project, home } = model;
  return pipeline.environments.length < environments.length
    ? `The pipeline of ${project}: it builds once and promotes the image through the environments. ` +
        `scripts/deploy-pipeline.sh ${home} deploys it with the values in parameters/${home}.json.`
    : `The pipeline of ${project}: one stack per environment. scripts/deploy-pipeline.sh ENV ` +
        'deploys it with the values in parameters/ENV.json.';
}

const IAM_STACK = 'IamStack';

/** How the console groups the parameters: the place, and where the source comes from. */
function groups(pipeline: Pipeline, model: Model): readonly Mapping[] {
  const { placeholders, stages } = pipeline;
  const iamStack = importsRoles(pipeline, model) ? [IAM_STACK] : [];
  const ofSource = placeholdersIn(stages.filter(({ name }) => name === 'Source'));
  const names = placeholders.filter(isParameter);
  const isPlace = (one: Placeholder) => one === 'environment' || !ofSource.includes(one);
  return [
    ['Environment', [...iamStack, ...names.filter(isPlace).map(parameterName)]],
    ['Source', names.filter((one) => !isPlace(one)).map(parameterName)],
  ]
    .filter(([, members = '']) => members.length > 0)
    .map(([label = '', members = '']) => ({ Label: { default: label }, Parameters: members }));
}

/** What a template string is called in this template: a build project, a role of the other stack. */
function referenceOf({ projects }: Pipeline, model: Model): Refer {
  return (value) => {
    const project = projects.find(({ name }) => name === value);
    if (project !== undefined) return ref(projectId(project));
    const role = model.roles.find((one) => arnOfRole(one) === value);
    return role === undefined ? templateValue(value) : importedRole(role.id, model);
  };
}

/** True where something runs with a role of the other stack, or is told its ARN. */
function importsRoles({ projects, rule }: Pipeline, model: Model): boolean {
  const running = ['codebuild', 'codepipeline', ...(rule ? ['pipeline-trigger'] : [])];
  const values = projects.flatMap(({ variables }) => variables.map(({ value }) => value));
  return (
    running.some((id) => model.existing[id] === undefined) ||
    model.roles.some((role) => values.includes(arnOfRole(role)))
  );
}

function importedRole(id: string, { roles, existing }: Model): Value {
  const role = roles.find((one) => one.id === id);
  const arn = existing[id];
  if (arn !== undefined) return templateValue(arn);
  if (role === undefined) throw new Error(`The model has no role '${id}'.`);
  return { 'Fn::ImportValue': { 'Fn::Sub': `\${${IAM_STACK}}-${roleLogicalId(role)}Arn` } };
}
