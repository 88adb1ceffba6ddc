/** The values of one environment that its pipeline is written with. */
export interface PipelineValues {
  /** Project name. */
  readonly project: string;
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
  /** Source repository, owner/name. */
  readonly repositoryId: string;
  /** ID of the source connection (the part of its ARN after connection/). */
  readonly connectionId: string;
  /** Branch that is deployed. */
  readonly branch: string;
  /** Somebody is asked before anything is deployed. */
  readonly approval: boolean;
}

/** The pipeline of one environment: the stack that holds it, and its values. */
export interface Pipeline {
  readonly stackName: string;
  readonly values: PipelineValues;
}

/** The pipeline of each environment, by the environment's name; undefined: it has none yet. */
export const pipelines: Readonly<Record<string, Pipeline | undefined>> = {
  // No value for repositoryId, connectionId: scripts/deploy-pipeline.sh says how to give it.
  dev: undefined,
  // No value for repositoryId, connectionId: scripts/deploy-pipeline.sh says how to give it.
  prod: undefined,
};
