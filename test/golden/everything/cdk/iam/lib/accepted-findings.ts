/** What a check may find in a construct, and why it stays: construct path → what → reason. */
export type AcceptedFindings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Statements with a wildcard, by their Sid. */
export const ACCEPTED_WILDCARDS: AcceptedFindings = {
  'TaskExecutionRole/TaskExecution': {
    EcrAuthToken:
      'Every pull and every push needs an authorization token; this action supports only *.',
    WriteLogs:
      'The awslogs driver creates a log stream for each container and writes its output to it.',
    EcrPullThroughCache:
      "The first pull of an upstream image creates its repository under the rule's prefix and imports the image.",
    CreateLogGroup: 'The awslogs driver creates the log group when awslogs-create-group is true.',
  },
  'TaskRole/EcsExec': {
    ExecChannels:
      'The SSM agent in the container opens the channels of each ECS Exec session; these actions support only *.',
    ExecWriteLogObjects:
      'The SSM agent writes the log of each session as an object when the session ends.',
  },
  'TaskRole/S3Read': {
    ReadObjects: 'The application downloads objects from the bucket.',
    ReadObjects2: 'The application downloads objects from the bucket.',
  },
  'TaskRole/S3ReadWrite': {
    ReadWriteObjects:
      'The application downloads, uploads and deletes objects, and aborts multipart uploads that failed.',
  },
  'TaskRole/DynamodbRead': {
    ReadTable: 'The application gets, queries and scans items of the table and its indexes.',
  },
  'TaskRole/DynamodbReadWrite': {
    ReadWriteTable: 'The application reads, puts, updates and deletes items of the table.',
  },
  'TaskRole/ParametersRead': {
    ReadParameters: 'The application reads the parameters under the path at run time.',
  },
  'TaskRole/Xray': {
    XRay: 'The X-Ray daemon or the ADOT sidecar gets the sampling rules and sends traces; these actions support only *.',
  },
  'TaskRole/AdotMetrics': {
    WriteMetricLogs:
      'The ADOT sidecar writes metrics as log events, and CloudWatch extracts the metrics from them.',
    CreateMetricLogGroup:
      'The ADOT sidecar creates the log group of the metrics when it does not exist.',
  },
  'TaskRole/CloudwatchMetrics': {
    PutMetrics:
      'The application puts metrics; metrics have no ARN, so the condition allows this namespace only.',
  },
  'TaskRole/FirelensCloudWatch': {
    WriteFirelensLogs:
      'The Fluent Bit sidecar creates a log stream for each container and writes its output to it.',
  },
  'TaskRole/TaskProtection': {
    TaskProtection:
      'The application protects its own task from scale-in during long work; the task ID is not known beforehand, so the ARN covers each task of the cluster.',
  },
  'TaskRole/EcsExecLogsCloudWatch': {
    ExecFindLogGroups:
      'The SSM agent lists log groups to find the one for its session logs; this action supports only *.',
    ExecWriteLogs: 'The SSM agent writes the input and the output of each session to a log stream.',
  },
  'TaskRole/EcsExecLogsS3': {
    ExecWriteLogObjects:
      'The SSM agent writes the log of each session as an object when the session ends.',
  },
  'TaskRole/TaskStatements': {
    OwnFolder: 'Each team reads its own folder.',
  },
  'CodeBuildRole/BuildLogs': {
    WriteBuildLogs:
      'CodeBuild creates the log group of the project on the first build, and a log stream for each build.',
  },
  'CodeBuildRole/BuildArtifacts': {
    ArtifactObjects:
      'Each action downloads a version of its input artifact from the artifact bucket and uploads its output artifact to it.',
    CacheObjects: 'CodeBuild downloads the cache before the build and uploads it afterwards.',
  },
  'CodeBuildRole/BuildImages': {
    EcrAuthToken:
      'Every pull and every push needs an authorization token; this action supports only *.',
    EcrPublicToken:
      'A login to public.ecr.aws needs an authorization token; this action supports only *.',
    EcrPublicBearerToken:
      'ECR Public gets a bearer token from STS for the login; the condition allows ECR Public only.',
  },
  'CodeBuildRole/BuildReports': {
    TestReports:
      'CodeBuild creates a report group for the reports section of the buildspec and adds each report to it; without these actions the build fails even if its tests pass.',
  },
  'CodeBuildRole/BuildDeploy': {
    ReadTaskDefinition:
      'The deployment copies the current revision of the task definition; this action supports only *.',
    TagTaskDefinitionOnRegister:
      'RegisterTaskDefinition tags a revision that has tags; the condition allows tagging in that call only.',
    RegisterTaskDefinition:
      'The deployment registers a revision of this family with the new image.',
  },
  'CodeBuildRole/BuildNetwork': {
    DescribeNetwork:
      'CodeBuild reads the VPC before it starts a build there; these actions support only *.',
    CreateNetworkInterface:
      'CodeBuild creates a network interface for each build, in the named subnets and security groups only.',
    DeleteNetworkInterface:
      'CodeBuild deletes the network interface when the build ends; its ID is not known before the build.',
    ShareNetworkInterface:
      'CodeBuild attaches the network interface from an account of its own; the conditions allow CodeBuild only, in these subnets only.',
  },
  'CodeBuildRole/ValidateRoles': {
    ValidationReport: 'The validation project publishes its findings as a test report.',
    ReadRoles: 'Settings, trust and policies of each role.',
    ReadInstanceProfiles: 'Which role an instance profile holds.',
    FindServiceLinkedRoles: 'Listed below a path prefix; the call takes no resource.',
    ReadLogsPolicies: 'The call takes no resource.',
    ReadDestinations: 'The call takes no resource.',
  },
  'CodePipelineRole/PipelineArtifacts': {
    ArtifactObjects:
      'Each action downloads a version of its input artifact from the artifact bucket and uploads its output artifact to it.',
  },
  'CodePipelineRole/PipelineDeploy': {
    TagTaskDefinitionOnRegister:
      'RegisterTaskDefinition tags a revision that has tags; the condition allows tagging in that call only.',
    RegisterTaskDefinition:
      'The deployment registers a revision of this family with the new image.',
  },
  'CodePipelineRole/PipelineSource': {
    TagSourceArtifacts:
      'The source action copies the source object with its tags into the artifact bucket.',
  },
  'EcsExecRole/EcsExec': {
    ExecChannels:
      'The SSM agent in the container opens the channels of each ECS Exec session; these actions support only *.',
    ExecFindLogGroups:
      'The SSM agent lists log groups to find the one for its session logs; this action supports only *.',
    ExecWriteLogs: 'The SSM agent writes the input and the output of each session to a log stream.',
    ExecWriteLogObjects:
      'The SSM agent writes the log of each session as an object when the session ends.',
  },
  'ServiceRole/ServiceLoadBalancing': {
    DescribeForRegistration:
      'The scheduler reads instances, security groups and target groups; the AWS managed policy for this role has the same read-only wildcards, and AWS documents no narrower list.',
    RegisterWithTargetGroup:
      'The scheduler registers the instance and port of each task with the target group and deregisters them when the task stops.',
  },
  'CodeDeployRole/CodeDeployEcs': {
    ManageTaskSets: 'CodeDeploy creates the new task set and deletes the old one afterwards.',
    ReadLoadBalancers:
      'CodeDeploy reads the listeners, rules and target groups; these actions support only *.',
    ShiftListener:
      'The deployment shifts traffic to the other target group in the default action of the listener.',
    ShiftRule: 'The deployment shifts traffic to the other target group in a rule of the listener.',
    ReadRevision: 'CodeDeploy reads the AppSpec file of the revision from the artifact bucket.',
    ReadAlarms:
      'CodeDeploy reads the alarms of the deployment group and rolls back when one goes off.',
    RunHooks:
      'CodeDeploy invokes the functions that the AppSpec file names; AWS managed policies expect the prefix CodeDeployHook_ in their names.',
    Notify:
      'CodeDeploy publishes the events of a deployment to the SNS topics of the deployment group.',
  },
  'InfrastructureRole/InfrastructureLoadBalancers': {
    ReadLoadBalancers:
      'ECS reads the listeners, rules and target groups and the health of the targets; these actions support only *.',
    MoveTargets: 'ECS registers the tasks of each revision with one of the two target groups.',
    ShiftListener:
      'The deployment shifts traffic to the other target group in the default action of the listener.',
    ShiftRule: 'The deployment shifts traffic to the other target group in a rule of the listener.',
  },
  'InfrastructureRole/InfrastructureVolumes': {
    CreateTaskVolume:
      'ECS creates a volume for a task; the conditions require the tags that mark volumes of ECS.',
    CreateTaskVolumeFromSnapshot:
      'ECS creates a volume from the snapshot that the task configuration names.',
    TagTaskVolumeOnCreate:
      'ECS tags the volume when it creates it; the condition allows tagging in that call only.',
    ReadVolumes:
      'ECS reads the state of the volumes and the instance of the task; these actions support only *.',
    AttachTaskVolume:
      'ECS attaches and detaches the volumes that it created; the condition requires its tag.',
    AttachToInstance:
      'EC2 checks these actions on the instance too, and its ID is not known before ECS places the task.',
    DeleteTaskVolume:
      'ECS deletes the volume when its task stops; the conditions require the tags of ECS.',
  },
  'InfrastructureRole/InfrastructureServiceConnectTls': {
    CreateTlsSecret:
      'ECS stores the certificate of a service in a secret whose name begins with ecs-sc!; the conditions require the tags of ECS.',
    TagTlsSecretOnCreate:
      'ECS tags the secret when it creates it; the conditions require the tags of ECS.',
    RotateTlsSecret:
      'ECS renews the certificate before it expires and deletes the secret with the service; the condition allows secrets of Service Connect only.',
    DescribeTlsSecret: 'ECS reads the state of the secret before it creates or rotates it.',
  },
  'InfrastructureRole/InfrastructureVpcLattice': {
    ReadNetwork: 'ECS reads the VPC and the address of each target; these actions support only *.',
  },
  'ContainerInstanceRole/InstanceAgent': {
    EcrAuthToken:
      'Every pull and every push needs an authorization token; this action supports only *.',
    WriteLogs:
      'The awslogs driver creates a log stream for each container and writes its output to it.',
    SystemLogs: 'The agent of a managed instance sends the system log of the instance to ECS.',
    ListTaskTags:
      'The agent lists the tags of the task and of the instance when a container asks for them.',
  },
  'AnywhereRole/AnywhereAgent': {
    DiscoverEndpoint: 'The agent asks ECS for the endpoint to poll; this action supports only *.',
    RunAgent:
      'The agent polls for work, sends metrics and drains the instance before a Spot interruption.',
    TagInstanceOnRegister:
      'RegisterContainerInstance tags an instance that has tags; the condition allows tagging in that call only.',
    EcrAuthToken:
      'Every pull and every push needs an authorization token; this action supports only *.',
    WriteLogs:
      'The awslogs driver creates a log stream for each container and writes its output to it.',
  },
  'ScheduledTaskSchedulerRole/RunScheduledTask': {
    RunTask:
      'RunTask starts the task, in this cluster only; ECS checks a call without a revision against the ARN of the family.',
    TagTaskOnRun:
      'RunTask tags a task that has tags, its own or propagated ones; the condition allows tagging in that call only.',
  },
  'GithubOidcDeployRole/DeployImages': {
    EcrAuthToken:
      'Every pull and every push needs an authorization token; this action supports only *.',
  },
  'GithubOidcDeployRole/DeployService': {
    ReadTaskDefinition:
      'The deployment copies the current revision of the task definition; this action supports only *.',
    RegisterTaskDefinition:
      'The deployment registers a revision with the new image; ECS checks this action on *, and the statement PassTaskRoles limits the roles of the revision.',
    TagTaskDefinitionOnRegister:
      'RegisterTaskDefinition tags a revision that has tags; the condition allows tagging in that call only.',
    RunTask:
      'RunTask starts the task, in this cluster only; ECS checks a call without a revision against the ARN of the family.',
    TagTaskOnRun:
      'RunTask tags a task that has tags, its own or propagated ones; the condition allows tagging in that call only.',
    WatchTasks: 'The workflow waits for the task to stop, and stops it when the job is cancelled.',
  },
  'CrossAccountEcrPullRole/CrossAccountPull': {
    EcrAuthToken:
      'Every pull and every push needs an authorization token; this action supports only *.',
    WriteLogs:
      'The awslogs driver creates a log stream for each container and writes its output to it.',
  },
  'CrossAccountLogsRole/WriteCentralLogs': {
    WriteCentralLogs:
      'Fluent Bit creates a log stream in the central log group, looks it up and writes to it.',
    CreateCentralLogGroup: 'Fluent Bit creates the central log group when it does not exist.',
  },
};

/** AWS managed policies, by their name. */
export const ACCEPTED_AWS_POLICIES: AcceptedFindings = {
  InfrastructureRole: {
    AmazonECSInfrastructureRolePolicyForManagedInstances:
      'ECS starts the instances of a Managed Instances capacity provider. AWS recommends the AWS managed policy and changes it often, so the role has it attached. That policy passes only roles named ecsInstanceRole*, so one more statement passes the container instance role. Its condition ec2.* is the one of the AWS managed policy and also matches ec2.amazonaws.com.cn.',
  },
  ContainerInstanceRole: {
    'service-role/AmazonEC2ContainerServiceforEC2Role':
      'Chosen in place of scoped statements. Beyond them: It grants the same actions on "*", and ECR and Logs besides. Containers on the instance can use its credentials unless you block the instance metadata service (ECS_AWSVPC_BLOCK_IMDS, hop limit 1).',
    AmazonSSMManagedInstanceCore:
      'Attaches AmazonSSMManagedInstanceCore so that the instances appear in Systems Manager.',
  },
  AnywhereRole: {
    AmazonSSMManagedInstanceCore: 'AWS maintains what the role needs in this policy.',
  },
  ScheduledTaskEventsRole: {
    'service-role/AmazonEC2ContainerServiceEventsRole':
      'Chosen in place of scoped statements. Beyond them: It grants ecs:RunTask on "*" and passes every role of the account to ecs-tasks: any task can run with any role.',
  },
};
