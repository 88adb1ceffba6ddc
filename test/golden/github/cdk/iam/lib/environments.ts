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
  /** Task definition family. */
  readonly family: string;
  /** ECR repository name. */
  readonly repository: string;
  /** CloudWatch log group of the service's containers. */
  readonly logGroup: string;
  /** GitHub owner; with immutable subject claims <owner>@<owner ID>, such as octocat@123456. */
  readonly githubOwner: string;
  /**
   * GitHub repository; with immutable subject claims <repository>@<repository ID>, such as
   * my-repo@456789.
   */
  readonly githubRepository: string;
  /** GitHub environment. */
  readonly githubEnvironment: string;
  /** Audience of the GitHub token. */
  readonly oidcAudience: string;
  /** Stack with the roles. */
  readonly iamStack: string;
}

const project = 'shop';

/** What follows from the name of an environment, or is the same in all of them. */
function named(environment: string) {
  return {
    project,
    ownershipId: 'a1b2c3d4',
    environment,
    cluster: `${project}-${environment}`,
    service: project,
    family: `${project}-${environment}`,
    repository: project,
    logGroup: `/ecs/${project}-${environment}`,
    githubOwner: 'example',
    githubRepository: 'shop',
    githubEnvironment: environment,
    oidcAudience: 'sts.amazonaws.com',
    iamStack: `${project}-iam-${environment}`,
  };
}

/** Every environment by its name. A value that stands here goes before the one from `named`. */
export const environments: Readonly<Record<string, Environment>> = {
  dev: { ...named('dev') },
  prod: { ...named('prod') },
};
