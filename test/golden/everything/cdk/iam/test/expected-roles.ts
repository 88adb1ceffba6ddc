export interface ExpectedRole {
  /** Service principals; other principals are counted as 'other'. */
  readonly trusted: readonly string[];
  /** Names of the inline policies. */
  readonly inline: readonly string[];
  /** Customer-managed and AWS managed policies. */
  readonly attached: number;
}

/** Every role by the property name of its construct. A change here is a change of who may do what. */
export const EXPECTED_ROLES: Readonly<Record<string, ExpectedRole>> = {
  TaskExecutionRole: {
    trusted: ['ecs-tasks.amazonaws.com'],
    inline: ['TaskExecution'],
    attached: 0,
  },
  TaskRole: {
    trusted: ['ecs-tasks.amazonaws.com'],
    inline: [
      'EcsExec',
      'S3Read',
      'S3ReadWrite',
      'DynamodbRead',
      'DynamodbReadWrite',
      'RdsIamConnect',
      'EfsMount',
      'SqsConsume',
      'SqsProduce',
      'SnsPublish',
      'EventbridgePut',
      'SesSend',
      'StepFunctionsStart',
      'KinesisConsume',
      'KinesisProduce',
      'FirehosePut',
      'SecretsRead',
      'ParametersRead',
      'KmsDecrypt',
      'AppConfigRead',
      'Xray',
      'AdotMetrics',
      'CloudwatchMetrics',
      'PrometheusWrite',
      'FirelensCloudWatch',
      'CrossAccountLogs',
      'TaskProtection',
      'BedrockInvoke',
      'EcsExecLogsCloudWatch',
      'EcsExecLogsS3',
      'EcsExecKms',
      'TaskStatements',
    ],
    attached: 0,
  },
  CodeBuildRole: {
    trusted: ['codebuild.amazonaws.com'],
    inline: [],
    attached: 9,
  },
  CodePipelineRole: {
    trusted: ['codepipeline.amazonaws.com'],
    inline: [
      'PipelineArtifacts',
      'PipelineBuild',
      'PipelineDeploy',
      'PipelineSource',
      'PipelineApproval',
    ],
    attached: 0,
  },
  EcsExecRole: {
    trusted: ['ecs-tasks.amazonaws.com'],
    inline: ['EcsExec'],
    attached: 0,
  },
  ServiceRole: {
    trusted: ['ecs.amazonaws.com'],
    inline: ['ServiceLoadBalancing'],
    attached: 0,
  },
  CodeDeployRole: {
    trusted: ['codedeploy.amazonaws.com'],
    inline: ['CodeDeployEcs'],
    attached: 0,
  },
  InfrastructureRole: {
    trusted: ['ecs.amazonaws.com'],
    inline: [
      'InfrastructureLoadBalancers',
      'InfrastructureVolumes',
      'InfrastructureServiceConnectTls',
      'InfrastructureVpcLattice',
      'InfrastructureManagedInstances',
    ],
    attached: 1,
  },
  ContainerInstanceRole: {
    trusted: ['ec2.amazonaws.com'],
    inline: ['InstanceAgent'],
    attached: 2,
  },
  AnywhereRole: {
    trusted: ['ssm.amazonaws.com'],
    inline: ['AnywhereAgent'],
    attached: 1,
  },
  ScheduledTaskSchedulerRole: {
    trusted: ['scheduler.amazonaws.com'],
    inline: ['RunScheduledTask'],
    attached: 0,
  },
  ScheduledTaskEventsRole: {
    trusted: ['events.amazonaws.com'],
    inline: [],
    attached: 1,
  },
  GithubOidcDeployRole: {
    trusted: ['other'],
    inline: ['DeployImages', 'DeployService'],
    attached: 0,
  },
  CrossAccountEcrPullRole: {
    trusted: ['ecs-tasks.amazonaws.com', 'other'],
    inline: ['CrossAccountPull'],
    attached: 0,
  },
  CrossAccountLogsRole: {
    trusted: ['other'],
    inline: ['WriteCentralLogs'],
    attached: 0,
  },
};
