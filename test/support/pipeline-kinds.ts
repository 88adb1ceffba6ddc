import type { Answers } from '../../lib/answers/types.ts';
import type { AccountFacts } from '../../lib/iam/fill.ts';
import { mapStrings } from '../../lib/iam/map-strings.ts';
import type { Environment } from '../../lib/iam/model.ts';
import type { PlaceholderValues } from '../../lib/iam/placeholders.ts';
import { type FilledString, fillString } from '../../lib/iam/template-string.ts';
import { buildService } from '../../lib/service/build-service.ts';
import type { Pipeline } from '../../lib/service/pipeline/types.ts';
import type { Service } from '../../lib/service/types.ts';
import { DEFAULT_ANSWERS } from './answers.ts';

/** The answers of one kind of pipeline; every value that it needs is given. */
export interface PipelineCase {
  readonly name: string;
  readonly answers: Answers;
}

/** What a target prints a pipeline from. */
export interface BuiltPipeline extends Service {
  readonly pipeline: Pipeline;
}

/** A connection and a repository: what the default source cannot do without. */
const CONNECTED: Answers = {
  ...DEFAULT_ANSWERS,
  repositoryId: 'example/shop',
  values: { connectionId: '01234567-89ab-cdef-0123-456789abcdef' },
};

/** One pipeline of each kind, in whose files every target's syntax is tried. */
export const PIPELINE_KINDS: readonly PipelineCase[] = [
  kind('the defaults', {}),
  kind('the build deploys', { deploy: 'build' }),
  kind('CodeDeploy deploys', { deploy: 'codedeploy', values: { loadBalancer: 'shop' } }),
  kind('an ECR source', { source: 'ecr' }),
  kind('a CodeCommit source', { source: 'codecommit', values: { sourceRepository: 'shop' } }),
  kind('an S3 source', {
    source: 's3',
    values: { sourceBucket: 'shop-source', sourceKey: 'source.zip' },
  }),
  // Built on ARM and in a subfolder of its repository besides, with what a shell, YAML or HCL might read otherwise.
  kind('a bucket of the user with a key', {
    platform: 'arm64',
    sourceFolder: 'services/my shop (@eu)',
    values: {
      artifactBucket: 'ours',
      artifactKmsKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
    },
  }),
  kind('roles that exist', {
    deploy: 'build',
    existingRoles: {
      codepipeline: 'arn:aws:iam::111122223333:role/Pipe',
      'codebuild-validate': 'arn:aws:iam::111122223333:role/team/Validate-<environment>',
      'codebuild-deploy': 'arn:aws:iam::111122223333:role/Deploy',
      'prod.codebuild-deploy': 'arn:aws:iam::111122223333:role/DeployProd',
      'pipeline-deploy': 'arn:aws:iam::111122223333:role/Promote',
    },
  }),
];

function kind(name: string, some: Partial<Answers>): PipelineCase {
  const values = { ...CONNECTED.values, ...some.values };
  return { name, answers: { ...CONNECTED, ...some, values } };
}

/** The answers of the kind of this name. */
export function pipelineKind(name: string): Answers {
  const found = PIPELINE_KINDS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no kind '${name}'.`);
  return found.answers;
}

/** Builds the service. Throws where the answers give no pipeline. */
export function builtPipeline(answers: Answers): BuiltPipeline {
  const service = buildService(answers);
  const { pipeline } = service;
  if (pipeline === undefined) throw new Error('These answers give no pipeline.');
  return { ...service, pipeline };
}

/** The same service with its roles alone. */
export function withoutPipeline(service: Service): Service {
  return { ...service, pipeline: undefined };
}

/** The environment of this name. */
export function environmentOf({ environments }: Service, name: string): Environment {
  const found = environments.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no environment '${name}'.`);
  return found;
}

/** A pipeline with one environment's values; a stage that is not wanted there is left out. */
export function filledPipeline(
  pipeline: Pipeline,
  environment: Environment,
  facts: AccountFacts,
): Pipeline<FilledString> {
  const values: PlaceholderValues = { ...facts, ...environment.values };
  const filled = mapStrings<Pipeline, Pipeline<FilledString>>(pipeline, (value) =>
    fillString(value, values),
  );
  const stages = filled.stages.filter(
    ({ onlyWith }) => onlyWith === undefined || values[onlyWith] === 'true',
  );
  return { ...filled, stages };
}
