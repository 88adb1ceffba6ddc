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
  Dev_1: {
    stackName: 'iam-0Shop-API-v2-iam-Dev-1',
    account: '000011112222',
    region: 'cn-north-1',
    values: {
      project: '0Shop_API-v2',
      ownershipId: 'a1b2c3d4',
      environment: 'Dev_1',
      cluster: '0Shop_API-v2-Dev_1',
      service: '0Shop_API-v2',
      family: '0Shop_API-v2-Dev_1',
      repository: '0shop_api-v2',
      logGroup: '/ecs/0Shop_API-v2-Dev_1',
      buildProject: '0Shop_API-v2-Dev_1-build',
      validateProject: '0Shop_API-v2-Dev_1-build-validate',
      artifactBucketPrefix: '0shop-api-v2-dev-1-artifacts',
    },
  },
  'dev-2': {
    stackName: 'iam-0Shop-API-v2-iam-dev-2',
    account: '000011112222',
    region: 'us-gov-west-1',
    values: {
      project: '0Shop_API-v2',
      ownershipId: 'a1b2c3d4',
      environment: 'dev-2',
      cluster: '0Shop_API-v2-dev-2',
      service: '0Shop_API-v2',
      family: '0Shop_API-v2-dev-2',
      repository: '0shop_api-v2',
      logGroup: '/ecs/0Shop_API-v2-dev-2',
      buildProject: '0Shop_API-v2-dev-2-build',
      validateProject: '0Shop_API-v2-dev-2-build-validate',
      artifactBucketPrefix: '0shop-api-v2-dev-2-artifacts',
    },
  },
};
