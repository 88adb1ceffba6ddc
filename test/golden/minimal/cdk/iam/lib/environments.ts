/** The values of one environment that its roles are written with. */
export interface RoleValues {
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
  /** Name of the artifact bucket before the account ID. */
  readonly artifactBucketPrefix: string;
}

/** One environment: the stack that holds its roles, and where that is deployed. */
export interface Environment {
  readonly stackName: string;
  /** Absent: the account of the credentials. */
  readonly account?: string;
  /** Absent: the Region of the credentials' profile, or AWS_REGION. */
  readonly region?: string;
  readonly values: RoleValues;
}

/**
 * Every environment by its name. To change a value, change ecs-iam.json and generate again: the
 * scripts have the same values.
 */
export const environments: Readonly<Record<string, Environment>> = {
  dev: {
    stackName: 'shop-iam-dev',
    values: {
      project: 'shop',
      ownershipId: 'a1b2c3d4',
      environment: 'dev',
      cluster: 'shop-dev',
      service: 'shop',
      family: 'shop-dev',
      repository: 'shop',
      logGroup: '/ecs/shop-dev',
      buildProject: 'shop-dev-build',
      validateProject: 'shop-dev-build-validate',
      artifactBucketPrefix: 'shop-dev-artifacts',
    },
  },
  prod: {
    stackName: 'shop-iam-prod',
    values: {
      project: 'shop',
      ownershipId: 'a1b2c3d4',
      environment: 'prod',
      cluster: 'shop-prod',
      service: 'shop',
      family: 'shop-prod',
      repository: 'shop',
      logGroup: '/ecs/shop-prod',
      buildProject: 'shop-prod-build',
      validateProject: 'shop-prod-build-validate',
      artifactBucketPrefix: 'shop-prod-artifacts',
    },
  },
};
