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
  /** Pipeline artifact bucket. */
  readonly artifactBucket: string;
  /** Key ID of the artifact bucket. */
  readonly artifactKmsKeyId: string;
  /** Service prefix of the connection's ARN. */
  readonly connectionService: string;
  /** Source repository, owner/name. */
  readonly repositoryId: string;
  /** ID of the source connection (the part of its ARN after connection/). */
  readonly connectionId: string;
  /** CodeDeploy application. */
  readonly codeDeployApplication: string;
  /** CodeDeploy deployment group. */
  readonly deploymentGroup: string;
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
  dev: {
    stackName: 'shop-pipeline-dev',
    values: {
      project: 'shop',
      environment: 'dev',
      cluster: 'shop-dev',
      service: 'web',
      container: 'web',
      family: 'shop-web',
      repository: 'shop/web',
      logGroup: '/ecs/shop-dev',
      buildProject: 'shop-dev-build',
      validateProject: 'shop-dev-build-validate',
      pipelineName: 'shop-dev-pipeline',
      artifactBucket: 'shop-dev-artifacts',
      artifactKmsKeyId: 'aaaaaaaa-0000-0000-0000-000000000005',
      connectionService: 'codeconnections',
      repositoryId: 'example/shop',
      connectionId: '11111111-2222-3333-4444-555555555555',
      codeDeployApplication: 'shop-app',
      deploymentGroup: 'shop-dg',
      branch: 'main',
      approval: false,
    },
  },
  prod: {
    stackName: 'shop-pipeline-prod',
    values: {
      project: 'shop',
      environment: 'prod',
      cluster: 'shop-prod',
      service: 'web',
      container: 'web',
      family: 'shop-web',
      repository: 'shop/web',
      logGroup: '/ecs/shop-prod',
      buildProject: 'shop-prod-build',
      validateProject: 'shop-prod-build-validate',
      pipelineName: 'shop-prod-pipeline',
      artifactBucket: 'shop-prod-artifacts',
      artifactKmsKeyId: 'aaaaaaaa-0000-0000-0000-000000000005',
      connectionService: 'codeconnections',
      repositoryId: 'example/shop',
      connectionId: '11111111-2222-3333-4444-555555555555',
      codeDeployApplication: 'shop-app',
      deploymentGroup: 'shop-dg',
      branch: 'main',
      approval: true,
    },
  },
};
