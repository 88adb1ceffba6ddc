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
  /** ECR repository name. */
  readonly repository: string;
  /** CloudWatch log group of the service's containers. */
  readonly logGroup: string;
  /** Key ID of the customer managed key of the secrets and parameters. */
  readonly secretsKmsKeyId: string;
  /** Stack with the roles. */
  readonly iamStack: string;
}

const project = 'orders';

/** What follows from the name of an environment, or is the same in all of them. */
function named(environment: string) {
  return {
    project,
    ownershipId: 'orders01',
    environment,
    repository: project,
    logGroup: `/ecs/${project}-${environment}`,
    iamStack: `${project}-iam-${environment}`,
  };
}

/** Every environment by its name. A value that stands here goes before the one from `named`. */
export const environments: Readonly<Record<string, Environment>> = {
  dev: {
    ...named('dev'),
    account: '111122223333',
    region: 'eu-west-1',
    secretsKmsKeyId: '11111111-2222-3333-4444-555555555555',
  },
};
