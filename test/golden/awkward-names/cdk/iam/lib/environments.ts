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
  /** CodeBuild project that deploys what another one built. */
  readonly deployProject: string;
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

const project = '0Shop_API-v2';

/** The environment with the pipeline, which deploys to the others too. */
export const home = 'Dev_1';

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
    repository: '0shop_api-v2',
    logGroup: `/ecs/${project}-${environment}`,
    buildProject: `${project}-${environment}-build`,
    validateProject: `${project}-${environment}-validate`,
    deployProject: `${project}-${environment}-deploy`,
    pipelineName: `${project}-${environment}-pipeline`,
    connectionService: 'codeconnections',
    branch: 'main',
  };
}

/** Every environment by its name. A value that stands here goes before the one from `named`. */
export const environments: Readonly<Record<string, Environment>> = {
  // Its pipeline is not made before it has repositoryId, connectionId.
  Dev_1: {
    ...named('Dev_1'),
    account: '000011112222',
    region: 'cn-north-1',
    artifactBucketPrefix: '0shop-api-v2-dev-1-artifacts',
    iamStack: 'iam-0Shop-API-v2-iam-Dev-1',
    pipelineStack: 'pipeline-0Shop-API-v2-pipeline-Dev-1',
  },
  'dev-2': {
    ...named('dev-2'),
    account: '000011112222',
    region: 'us-gov-west-1',
    artifactBucketPrefix: '0shop-api-v2-dev-2-artifacts',
    iamStack: 'iam-0Shop-API-v2-iam-dev-2',
    pipelineStack: 'pipeline-0Shop-API-v2-pipeline-dev-2',
  },
};

/** An environment whose pipeline has all that it needs. */
export type PipelineEnvironment = Environment &
  Required<Pick<Environment, 'repositoryId' | 'connectionId'>>;

/** Without a source an environment has no pipeline yet. */
export function hasSource(config: Environment): config is PipelineEnvironment {
  return config.repositoryId !== undefined && config.connectionId !== undefined;
}
