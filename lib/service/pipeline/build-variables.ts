import { hasService, promotes } from '../../answers/promotion.ts';
import type { Answers, DeployKind, EnvironmentAnswers, SourceKind } from '../../answers/types.ts';
import type { Model } from '../../iam/model.ts';
import { roleArn } from '../../iam/role-arn.ts';
import { substitute, type TemplateString, template } from '../../iam/template-string.ts';
import { homeValues, seenFromHome } from '../promotion.ts';
import type { Service } from '../types.ts';
import { type TaskDefinitionFile, taskDefinitionFiles } from './task-definition.ts';
import type { BuildVariable } from './types.ts';

type Roles = Pick<Service, 'answers' | 'model'>;

/** What the buildspec of the image reads, and the files that it fills. */
export function buildVariables(service: Roles): readonly BuildVariable[] {
  const { answers, model } = service;
  const { source, deploy } = answers;
  if (!promotes(answers)) {
    const filled = deploy === 'pipeline' ? [] : namesInTaskDefinition(service);
    return variables(model, [...namesInBuildspec(source, deploy), ...filled]);
  }
  const ofBuild = deploy === 'build' ? IMAGE : namesInBuildspec(source, deploy);
  const isFilled = deploy === 'codedeploy';
  return [
    ...variables(model, ofBuild),
    ...(isFilled ? served(answers).flatMap((one) => variablesFor(one, service)) : []),
  ];
}

/**
 * The variables of one environment's task definition, with its name: `FAMILY_PROD`. All environments
 * share the name of the container.
 */
function variablesFor(environment: EnvironmentAnswers, service: Roles): readonly BuildVariable[] {
  const { answers, model } = service;
  const write = seenFromHome(environment, answers);
  const files = taskDefinitionFiles(service).filter(({ serves }) => serves(environment.name));
  const own = namesIn(files).filter((name) => name !== 'CONTAINER');
  return variables(model, own).map(({ name, value }) => ({
    name: `${name}_${variableSuffix(environment.name)}`,
    value: write(value),
  }));
}

/** `prod-eu` → `PROD_EU`: names of environments that differ there alone are refused. */
export function variableSuffix(environment: string): string {
  return environment.toUpperCase().replaceAll('-', '_');
}

/** The environments that have a service. */
export function served(answers: Answers): readonly EnvironmentAnswers[] {
  return answers.environments.filter(hasService);
}

/** What the buildspec of the validation reads. */
export function validateVariables({ model }: Roles): readonly BuildVariable[] {
  return variables(model, ['ENVIRONMENT']);
}

/** What the buildspec of a deployment reads, and the task definition that it fills. */
export function deployVariables(service: Roles): readonly BuildVariable[] {
  const inBuildspec = ['CONTAINER', 'CLUSTER', 'SERVICE'];
  return variables(service.model, [...inBuildspec, ...namesInTaskDefinition(service)]);
}

/** What scripts/deploy-taskdef.sh reads: the service, its image, and what the task definition names. */
export function revisionVariables(service: Roles): readonly BuildVariable[] {
  const inScript = [...IMAGE, 'CONTAINER', 'CLUSTER', 'SERVICE', 'FAMILY'];
  const ofHome = homeValues(service.answers);
  const names = [...inScript, ...namesInTaskDefinition(service)];
  return variables(service.model, names).map(({ name, value }) => ({
    name,
    value: substitute(value, ofHome),
  }));
}

/** What the steps of the workflow read, and the files that they fill. */
export function workflowVariables(service: Roles): readonly BuildVariable[] {
  const inSteps = ['ENVIRONMENT', ...IMAGE, 'CONTAINER', 'CLUSTER', 'SERVICE'];
  return variables(service.model, [...inSteps, ...namesInTaskDefinition(service)]);
}

const IMAGE = ['REGISTRY', 'REPOSITORY'];

/** What the commands of buildspec.yml read, and appspec.yaml where they fill it. */
function namesInBuildspec(source: SourceKind, deploy: DeployKind): readonly string[] {
  if (source === 'ecr') return ['CONTAINER'];
  if (deploy === 'build') return [...IMAGE, 'CONTAINER', 'CLUSTER', 'SERVICE'];
  return [...IMAGE, 'CONTAINER'];
}

/** What the task definitions name; with a file for each environment, a command finds it by ENVIRONMENT. */
function namesInTaskDefinition(service: Roles): readonly string[] {
  const files = taskDefinitionFiles(service);
  return [...(files.length > 1 ? ['ENVIRONMENT'] : []), ...namesIn(files)];
}

function namesIn(files: readonly TaskDefinitionFile[]): readonly string[] {
  const text = JSON.stringify(files.map(({ definition }) => definition));
  return [...text.matchAll(/\$\{([A-Z_0-9]+)\}/g)].map(([, name = '']) => name);
}

/** The variables of these names, in the order of VARIABLES; CodeBuild itself sets the others. */
function variables(model: Model, names: readonly string[]): readonly BuildVariable[] {
  const all = [
    ...VARIABLES,
    ...variable('EXECUTION_ROLE_ARN', roleArn(model, 'task-execution')),
    ...variable('TASK_ROLE_ARN', roleArn(model, 'task')),
  ];
  return all.filter(({ name }) => names.includes(name));
}

/** No variable for a role that is not made. */
function variable(name: string, value: TemplateString | undefined): readonly BuildVariable[] {
  return value === undefined ? [] : [{ name, value }];
}

const VARIABLES: readonly BuildVariable[] = [
  { name: 'PROJECT', value: template('<project>') },
  { name: 'ENVIRONMENT', value: template('<environment>') },
  { name: 'PARTITION', value: template('<partition>') },
  { name: 'ACCOUNT_ID', value: template('<account>') },
  { name: 'REGISTRY', value: template('<homeAccount>.dkr.ecr.<region>.<dnsSuffix>') },
  { name: 'REPOSITORY', value: template('<repository>') },
  { name: 'CONTAINER', value: template('<container>') },
  { name: 'CLUSTER', value: template('<cluster>') },
  { name: 'SERVICE', value: template('<service>') },
  { name: 'FAMILY', value: template('<family>') },
  { name: 'LOG_GROUP', value: template('<logGroup>') },
  { name: 'REGISTRY_SECRET_NAME', value: template('<registrySecretName>') },
  { name: 'FIRELENS_CONFIG_BUCKET', value: template('<firelensConfigBucket>') },
  { name: 'FIRELENS_CONFIG_KEY', value: template('<firelensConfigKey>') },
];
