/** The project's own ECR repository: where one pipeline serves several accounts, it is home's. */
export const OWN_REPOSITORY = 'arn:<partition>:ecr:<region>:<homeAccount>:repository/<repository>';

/** The shared ECR repository of another account. */
export const REGISTRY_REPOSITORY =
  'arn:<partition>:ecr:<registryRegion>:<registryAccount>:repository/<registryRepository>';

/** Every repository that a pull-through cache rule or a creation template makes. */
export const CACHE_REPOSITORIES =
  'arn:<partition>:ecr:<region>:<account>:repository/<pullThroughPrefix>/*';

export const CLUSTER = 'arn:<partition>:ecs:<region>:<account>:cluster/<cluster>';

export const SERVICE = 'arn:<partition>:ecs:<region>:<account>:service/<cluster>/<service>';

/** Every task of the cluster: a task ID is not known before the task starts. */
export const TASKS = 'arn:<partition>:ecs:<region>:<account>:task/<cluster>/*';

/** Every container instance of the cluster: an instance's ID is not known before it registers. */
export const CONTAINER_INSTANCES =
  'arn:<partition>:ecs:<region>:<account>:container-instance/<cluster>/*';

/** Every revision of the family. */
export const TASK_DEFINITION_REVISIONS =
  'arn:<partition>:ecs:<region>:<account>:task-definition/<family>:*';

export const ARTIFACT_BUCKET = 'arn:<partition>:s3:::<artifactBucket>';

export const ARTIFACT_OBJECTS = 'arn:<partition>:s3:::<artifactBucket>/*';

/** The artifact bucket of the pipeline that serves this environment, which home has. */
export const HOME_ARTIFACT_OBJECTS = 'arn:<partition>:s3:::<homeArtifactBucket>/*';

/** Streams and events of a log group; an ARN without `:*` does not match them. */
export function logStreamsOf(group: string): string {
  return `arn:<partition>:logs:<region>:<account>:log-group:${group}:*`;
}

/** The log group itself. */
export function logGroupArn(group: string): string {
  return `arn:<partition>:logs:<region>:<account>:log-group:${group}`;
}

/** A secret by its name, to which Secrets Manager adds a hyphen and six characters. */
export function secretArn(name: string): string {
  return `arn:<partition>:secretsmanager:<region>:<account>:secret:${name}-??????`;
}

/** A parameter; the name has no leading slash. */
export function parameterArn(name: string): string {
  return `arn:<partition>:ssm:<region>:<account>:parameter/${name}`;
}

/** The key of the artifact bucket that home has. */
export const HOME_ARTIFACT_KEY =
  'arn:<partition>:kms:<region>:<homeAccount>:key/<homeArtifactKmsKeyId>';

/** A key by its ID, because IAM does not resolve an alias. */
export function keyArn(id: string): string {
  return `arn:<partition>:kms:<region>:<account>:key/${id}`;
}
