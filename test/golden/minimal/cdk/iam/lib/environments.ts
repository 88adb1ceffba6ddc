/** One environment: where it is, the names of its stacks, and what its roles and pipeline need. */
export interface Environment {
  /** Absent: the account of the credentials. */
  readonly account?: string;
  /** Absent: the Region of the credentials' profile, or AWS_REGION. */
  readonly region?: string;
  /** Project name. */
  readonly project: string;
  /** ID of this repo, a tag of its roles. */
  readonly ownershipId: string;
  /** Environment name, such as dev or prod. */
  readonly environment: string;
  /** ECS cluster name. */
  readonly cluster: string;
  /** ECS service name. */
  readonly service: string;
  /** Container name in the task definition. */
  readonly container: string;
  /** Task definition family. */
  readonly family: string;
  /** ECR repository name. */
  readonly repository: string;
  /** CloudWatch log group of the service's containers. */
  readonly logGroup: string;
  /** CodeBuild project name. */
  readonly buildProject: string;
  /** CodeBuild project that validates the roles. */
  readonly validateProject: string;
  /** CodePipeline pipeline name. */
  readonly pipelineName: string;
  /** Name of the artifact bucket before the account ID. */
  readonly artifactBucketPrefix: string;
  /** Service prefix of the connection's ARN. */
  readonly connectionService: string;
  /** Source repository, owner/name; absent: none. */
  readonly repositoryId?: string;
  /** ID of the source connection (the part of its ARN after connection/); absent: none. */
  readonly connectionId?: string;
  /** Branch that is deployed. */
  readonly branch: string;
  /** Stack with the roles. */
  readonly iamStack: string;
  /** Stack with the pipeline. */
  readonly pipelineStack: string;
}

const project = 'shop';

/** The environment with the pipeline, which deploys to the others too. */
export const home = 'dev';

/** What follows from the name of an environment, or is the same in all of them. */
function named(environment: string) {
  return {
    project,
    ownershipId: 'a1b2c3d4',
    environment,
    cluster: `${project}-${environment}`,
    service: project,
    container: project,
    family: `${project}-${environment}`,
    repository: project,
    logGroup: `/ecs/${project}-${environment}`,
    buildProject: `${project}-${environment}-build`,
    validateProject: `${project}-${environment}-validate`,
    pipelineName: `${project}-${environment}-pipeline`,
    artifactBucketPrefix: `${project}-${environment}-artifacts`,
    connectionService: 'codeconnections',
    branch: 'main',
    iamStack: `${project}-iam-${environment}`,
    pipelineStack: `${project}-pipeline-${environment}`,
  };
}

/** Every environment by its name. A value that stands here goes before the one from `named`. */
export const environments: Readonly<Record<string, Environment>> = {
  // Its pipeline is not made before it has repositoryId, connectionId.
  dev: { ...named('dev') },
  prod: { ...named('prod') },
};

/** An environment whose pipeline has all that it needs. */
export type PipelineEnvironment = Environment &
  Required<Pick<Environment, 'repositoryId' | 'connectionId'>>;

/** Without a source an environment has no pipeline yet. */
export function hasSource(config: Environment): config is PipelineEnvironment {
  return config.repositoryId !== undefined && config.connectionId !== undefined;
}
