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
  /** ARN of the managed policy that bounds every role; absent: none. */
  readonly permissionsBoundary?: string;
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
  /** EventBridge rule that starts the pipeline when its source changes. */
  readonly sourceRuleName: string;
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
  /** CodeCommit repository. */
  readonly sourceRepository: string;
  /** S3 source bucket. */
  readonly sourceBucket: string;
  /** S3 source object key. */
  readonly sourceKey: string;
  /** Load balancer name. */
  readonly loadBalancer: string;
  /** CodeDeploy application. */
  readonly codeDeployApplication: string;
  /** CodeDeploy deployment group. */
  readonly deploymentGroup: string;
  /** Deployment configuration. */
  readonly deploymentConfig: string;
  /** CloudFormation stack whose hook deploys blue/green. */
  readonly blueGreenStack: string;
  /** SNS topic that a manual approval notifies. */
  readonly approvalTopic: string;
  /** Key ID of the secrets and parameters of the buildspec. */
  readonly buildSecretsKmsKeyId: string;
  /** Build cache bucket. */
  readonly cacheBucket: string;
  /** Build cache key prefix. */
  readonly cachePrefix: string;
  /** Security group of the build project. */
  readonly buildSecurityGroupId: string;
  /** Account that owns the shared ECR repository. */
  readonly registryAccount: string;
  /** Region of the shared ECR repository. */
  readonly registryRegion: string;
  /** Repository in the other account. */
  readonly registryRepository: string;
  /** Key ID of the customer managed key of the secrets and parameters. */
  readonly secretsKmsKeyId: string;
  /** Key ID of the environment file bucket. */
  readonly envFilesKmsKeyId: string;
  /** Secret that holds the private registry credentials. */
  readonly registrySecretName: string;
  /** Repository prefix of the pull-through cache rule. */
  readonly pullThroughPrefix: string;
  /** Bucket of the FireLens configuration file. */
  readonly firelensConfigBucket: string;
  /** Object key of the FireLens configuration file. */
  readonly firelensConfigKey: string;
  /** AWS account that hosts the GuardDuty agent image in the Region. */
  readonly guardDutyAccount: string;
  /** Log group of ECS Exec sessions. */
  readonly execLogGroup: string;
  /** Bucket of ECS Exec session logs. */
  readonly execLogBucket: string;
  /** Key prefix of ECS Exec session logs. */
  readonly execLogPrefix: string;
  /** Key ID that encrypts ECS Exec sessions. */
  readonly execKmsKeyId: string;
  /** Key ID of the session log bucket. */
  readonly execLogKmsKeyId: string;
  /** ARN of the role that may assume the cross-account pull role. */
  readonly deployerRoleArn: string;
  /** Account that runs the tasks. */
  readonly workloadAccount: string;
  /** Account that keeps the central logs. */
  readonly loggingAccount: string;
  /** Log group in the logging account. */
  readonly centralLogGroup: string;
  /** AWS Organizations ID. */
  readonly organizationId: string;
  /** Security group of the container instances. */
  readonly securityGroupId: string;
  /** Target group name. */
  readonly targetGroupName: string;
  /** Classic Load Balancer name. */
  readonly classicLoadBalancerName: string;
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
  /** Branch that is deployed. */
  readonly branch: string;
  /** Target group name. */
  readonly blueTargetGroup: string;
  /** Alternate target group name. */
  readonly greenTargetGroup: string;
  /** Key ID of the volumes. */
  readonly volumeKmsKeyId: string;
  /** Private CA ID. */
  readonly certificateAuthorityId: string;
  /** VPC Lattice target group ID. */
  readonly latticeTargetGroupId: string;
  /** EventBridge rule name; <bus>/<rule> for a rule on another bus. */
  readonly ruleName: string;
  /** EventBridge Scheduler schedule group (never a schedule). */
  readonly scheduleGroup: string;
  /** Lambda function that starts the task. */
  readonly runnerFunction: string;
  /** ARN of the role that Airflow runs with. */
  readonly airflowRoleArn: string;
  /** Lambda function that is a lifecycle hook of a deployment. */
  readonly hookFunction: string;
  /** Account of the ECR registry that a pull-through cache rule copies from. */
  readonly upstreamAccount: string;
  /** Region of that ECR registry. */
  readonly upstreamRegion: string;
  /** Key ID of the repositories of a creation template. */
  readonly templateKmsKeyId: string;
  /** SQS queue name. */
  readonly deadLetterQueue: string;
  /** Bucket that the application uses. */
  readonly bucketName: string;
  /** Key prefix in the bucket; without one the whole bucket. */
  readonly prefix: string;
  /** DynamoDB table. */
  readonly tableName: string;
  /** SQS queue. */
  readonly queueName: string;
  /** SNS topic. */
  readonly topicName: string;
  /** EventBridge bus. */
  readonly eventBusName: string;
  /** Source of the events, such as shop.orders. */
  readonly eventSource: string;
  /** Kinesis data stream. */
  readonly streamName: string;
  /** Firehose stream. */
  readonly deliveryStream: string;
  /** Verified SES identity. */
  readonly sesIdentity: string;
  /** From address. */
  readonly fromAddress: string;
  /** Bedrock foundation model ID. */
  readonly modelId: string;
  /** Log group of embedded metrics. */
  readonly metricsLogGroup: string;
  /** CloudWatch metrics namespace. */
  readonly metricsNamespace: string;
  /** Managed Prometheus workspace ID. */
  readonly workspaceId: string;
  /** SSM parameter path without its leading slash. */
  readonly parameterPath: string;
  /** Key ID of the application's data. */
  readonly dataKmsKeyId: string;
  /** Service that uses the key, such as s3. */
  readonly kmsService: string;
  /** Resource ID of the database (db-..., cluster-... or prx-...), not its identifier. */
  readonly dbResourceId: string;
  /** Database user. */
  readonly dbUser: string;
  /** EFS file system ID. */
  readonly fileSystemId: string;
  /** EFS access point ID. */
  readonly accessPointId: string;
  /** Step Functions state machine. */
  readonly stateMachineName: string;
  /** AppConfig application ID. */
  readonly appConfigApplication: string;
  /** AppConfig environment ID. */
  readonly appConfigEnvironment: string;
  /** AppConfig configuration profile ID. */
  readonly appConfigProfile: string;
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
    service: 'web',
    container: 'web',
    family: 'shop-web',
    repository: 'shop/web',
    logGroup: `/ecs/${project}-${environment}`,
    buildProject: `${project}-${environment}-build`,
    validateProject: `${project}-${environment}-validate`,
    deployProject: `${project}-${environment}-deploy`,
    pipelineName: `${project}-${environment}-pipeline`,
    sourceRuleName: `${project}-${environment}-source`,
    artifactBucket: `shop-${environment}-artifacts`,
    artifactKmsKeyId: 'aaaaaaaa-0000-0000-0000-000000000005',
    connectionService: 'codeconnections',
    repositoryId: 'example/shop',
    connectionId: '11111111-2222-3333-4444-555555555555',
    sourceRepository: 'shop',
    sourceBucket: 'shop-source',
    sourceKey: 'app.zip',
    loadBalancer: 'shop-alb',
    codeDeployApplication: 'shop-app',
    deploymentGroup: 'shop-dg',
    deploymentConfig: 'CodeDeployDefault.ECSAllAtOnce',
    blueGreenStack: `shop-${environment}-service`,
    approvalTopic: 'shop-approvals',
    buildSecretsKmsKeyId: 'aaaaaaaa-0000-0000-0000-000000000009',
    cacheBucket: 'shop-cache',
    cachePrefix: 'web',
    buildSecurityGroupId: 'sg-0bb',
    registryAccount: '444455556666',
    registryRegion: 'eu-west-1',
    registryRepository: 'shop/web',
    secretsKmsKeyId: 'aaaaaaaa-0000-0000-0000-000000000001',
    envFilesKmsKeyId: 'aaaaaaaa-0000-0000-0000-000000000002',
    registrySecretName: `shop/${environment}/registry`,
    pullThroughPrefix: 'docker-hub',
    firelensConfigBucket: `shop-${environment}-firelens`,
    firelensConfigKey: 'fluent.conf',
    guardDutyAccount: '694911143906',
    execLogGroup: `/ecs/exec/shop-${environment}`,
    execLogBucket: `shop-${environment}-exec`,
    execLogPrefix: 'sessions',
    execKmsKeyId: 'aaaaaaaa-0000-0000-0000-000000000003',
    execLogKmsKeyId: 'aaaaaaaa-0000-0000-0000-000000000004',
    deployerRoleArn: 'arn:aws:iam::111122223333:role/shop-deployer',
    workloadAccount: '444455556666',
    loggingAccount: '444455556666',
    centralLogGroup: '/central/shop',
    organizationId: 'o-exampleorg',
    securityGroupId: 'sg-0a1b2c3d',
    targetGroupName: 'shop-web',
    classicLoadBalancerName: 'shop-classic',
    githubOwner: 'example',
    githubRepository: 'shop',
    oidcAudience: 'sts.amazonaws.com',
    branch: 'main',
    blueTargetGroup: 'shop-blue',
    greenTargetGroup: 'shop-green',
    volumeKmsKeyId: 'aaaaaaaa-0000-0000-0000-000000000006',
    certificateAuthorityId: 'bbbbbbbb-0000-0000-0000-000000000001',
    latticeTargetGroupId: 'tg-0123',
    ruleName: 'shop-nightly',
    scheduleGroup: `shop-${environment}`,
    runnerFunction: 'shop-runner',
    airflowRoleArn: 'arn:aws:iam::111122223333:role/shop-airflow',
    hookFunction: `${project}-${environment}-hook`,
    upstreamAccount: '444455556666',
    upstreamRegion: 'eu-west-1',
    templateKmsKeyId: 'aaaaaaaa-0000-0000-0000-000000000008',
    deadLetterQueue: 'shop-dlq',
    bucketName: `shop-${environment}-data`,
    prefix: 'uploads',
    tableName: 'orders',
    queueName: 'orders-queue',
    topicName: 'orders-topic',
    eventBusName: 'shop-bus',
    eventSource: 'shop.orders',
    streamName: 'clicks',
    deliveryStream: 'clicks-fh',
    sesIdentity: 'example.com',
    fromAddress: 'no-reply@example.com',
    modelId: 'anthropic.claude-3-haiku-20240307-v1:0',
    metricsLogGroup: '/ecs/shop-metrics',
    metricsNamespace: 'Shop',
    workspaceId: 'ws-1',
    parameterPath: `shop/${environment}`,
    dataKmsKeyId: 'aaaaaaaa-0000-0000-0000-000000000007',
    kmsService: 's3',
    dbResourceId: 'db-ABC',
    dbUser: 'app',
    fileSystemId: 'fs-1',
    accessPointId: 'fsap-1',
    stateMachineName: 'orders',
    appConfigApplication: 'app1',
    appConfigEnvironment: 'env1',
    appConfigProfile: 'prof1',
    iamStack: `${project}-iam-${environment}`,
    pipelineStack: `${project}-pipeline-${environment}`,
  };
}

/** Every environment by its name. A value that stands here goes before the one from `named`. */
export const environments: Readonly<Record<string, Environment>> = {
  dev: {
    ...named('dev'),
    githubEnvironment: 'devuction',
  },
  prod: {
    ...named('prod'),
    permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
    githubEnvironment: 'production',
  },
};
