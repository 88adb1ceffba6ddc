import type { DeployKind, SourceKind } from '../../answers/types.ts';
import type { Model } from '../../iam/model.ts';
import { roleArn } from '../../iam/role-arn.ts';
import { type TemplateString, template } from '../../iam/template-string.ts';
import type { Service } from '../types.ts';
import { taskDefinition } from './task-definition.ts';
import type { BuildProject, BuildVariable } from './types.ts';

/** The environment variables of each build project: those that its buildspec reads and no others. */
export type BuildVariables = Readonly<Record<BuildProject['id'], readonly BuildVariable[]>>;

type Roles = Pick<Service, 'answers' | 'model'>;

/** Gives each project the variables of its buildspec, and of the files that the buildspec fills. */
export function buildVariables(service: Roles): BuildVariables {
  const { source, deploy } = service.answers;
  const filled = deploy === 'pipeline' ? [] : namesInTaskDefinition(service);
  const names = [...namesInBuildspec(source, deploy), ...filled];
  return {
    build: variables(service.model, names),
    validate: variables(service.model, ['ENVIRONMENT']),
  };
}

/** What the first revision of the task definition is made from: what it names, and its image. */
export function revisionVariables(service: Roles): readonly BuildVariable[] {
  return variables(service.model, [...IMAGE, ...namesInTaskDefinition(service)]);
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

function namesInTaskDefinition(service: Roles): readonly string[] {
  const text = JSON.stringify(taskDefinition(service));
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
  { name: 'REGISTRY', value: template('<account>.dkr.ecr.<region>.<dnsSuffix>') },
  { name: 'REPOSITORY', value: template('<repository>') },
  { name: 'CONTAINER', value: template('<container>') },
  { name: 'CLUSTER', value: template('<cluster>') },
  { name: 'SERVICE', value: template('<service>') },
  { name: 'FAMILY', value: template('<family>') },
  { name: 'LOG_GROUP', value: template('<logGroup>') },
];
