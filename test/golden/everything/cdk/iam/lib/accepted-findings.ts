/** What a check may find in a construct, and why it stays: construct path → what → reason. */
export type AcceptedFindings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Statements with a wildcard, by their Sid. */
export const ACCEPTED_WILDCARDS: AcceptedFindings = {
  'TaskExecutionRole/TaskExecution': {
    EcrAuthToken:
      'Every pull and push begins with a login token, and the call names no repository.',
    WriteLogs: 'The awslogs driver opens one stream per container and writes its output there.',
    EcrPullThroughCache:
      "The first pull of an upstream image creates its repository under the rule's prefix and imports the image.",
    CreateLogGroup: 'The awslogs driver creates the log group when awslogs-create-group is true.',
  },
  'TaskRole/EcsExec': {
    ExecChannels:
      'The SSM agent in the container opens the channels of each ECS Exec session; IAM offers no resource for them.',
    ExecWriteLogObjects:
      "The SSM agent stores each session's log as an object when the session ends.",
  },
  'TaskRole/S3Read': {
    ReadObjects: 'The application downloads objects.',
    ReadObjects2: 'The application downloads objects.',
  },
  'TaskRole/S3ReadWrite': {
    ReadWriteObjects:
      'The application downloads, uploads and deletes objects, and clears up an upload that failed half-way.',
  },
  'TaskRole/DynamodbRead': {
    ReadTable: 'The application gets, queries and scans items of the table and its indexes.',
  },
  'TaskRole/DynamodbReadWrite': {
    ReadWriteTable: 'The application reads, puts, updates and deletes items of the table.',
  },
  'TaskRole/ParametersRead': {
    ReadParameters: 'The application reads the parameters under the path while it runs.',
  },
  'TaskRole/Xray': {
    XRay: 'The daemon or the ADOT sidecar fetches the sampling rules and sends traces; IAM offers no resource for X-Ray data.',
  },
  'TaskRole/AdotMetrics': {
    WriteMetricLogs:
      'The ADOT sidecar writes metrics as log events, from which CloudWatch reads them.',
    CreateMetricLogGroup: 'The ADOT sidecar creates the log group of the metrics on first use.',
  },
  'TaskRole/CloudwatchMetrics': {
    PutMetrics: 'The application puts metrics; they have no ARN, so the namespace limits the call.',
  },
  'TaskRole/FirelensCloudWatch': {
    WriteFirelensLogs:
      'The Fluent Bit sidecar opens a stream per container and writes its output there.',
  },
  'TaskRole/TaskProtection': {
    TaskProtection:
      "The application protects its own task while it works on something long; the task's ID is made when it starts.",
  },
  'TaskRole/EcsExecLogsCloudWatch': {
    ExecFindLogGroups:
      'The SSM agent looks for the log group by listing; IAM offers no resource for the list.',
    ExecWriteLogs: 'The SSM agent writes what was typed and shown in a session to its own stream.',
  },
  'TaskRole/EcsExecLogsS3': {
    ExecWriteLogObjects:
      "The SSM agent stores each session's log as an object when the session ends.",
  },
  'TaskRole/TaskStatements': {
    OwnFolder: 'Each team reads its own folder.',
  },
  'CodeBuildRole/BuildLogs': {
    WriteBuildLogs:
      'CodeBuild makes the log group of the project on its first build and one stream per build.',
  },
  'CodeBuildRole/BuildArtifacts': {
    ArtifactObjects:
      "Each action downloads its input artifact, by version, and uploads its output to the pipeline's bucket.",
    CacheObjects: 'CodeBuild downloads the cache before the build and uploads it afterwards.',
  },
  'CodeBuildRole/BuildImages': {
    EcrAuthToken:
      'Every pull and push begins with a login token, and the call names no repository.',
    EcrPublicToken:
      'A login to public.ecr.aws begins with a token, and the call names no repository.',
    EcrPublicBearerToken:
      'ECR Public makes its token with this call; the condition limits it to ECR Public.',
  },
  'CodeBuildRole/BuildReports': {
    TestReports:
      'The reports section of a buildspec creates a report group named after the project and fills it; without this the build fails although its tests pass.',
  },
  'CodeBuildRole/BuildDeploy': {
    ReadTaskDefinition:
      'The new revision starts as a copy of the current one; IAM offers no resource for this read.',
    TagTaskDefinitionOnRegister:
      'A revision with tags is tagged in the call that registers it, and in no other.',
    RegisterTaskDefinition:
      'The deployment registers a revision of this family with the new image.',
  },
  'CodeBuildRole/BuildNetwork': {
    DescribeNetwork:
      "CodeBuild reads the VPC before it places the build there; IAM offers no resource for EC2's lists.",
    CreateNetworkInterface:
      'Each build gets a network interface, in the named subnets and security groups alone.',
    DeleteNetworkInterface:
      "CodeBuild removes a build's network interface, whose ID is made with it, when the build ends.",
    ShareNetworkInterface:
      "CodeBuild's own account attaches the interface; nobody but CodeBuild, and in these subnets alone.",
  },
  'CodeBuildRole/ValidateRoles': {
    ValidationReport: 'The findings of the validation are a test report of the validation project.',
    ReadRoles: 'Settings, trust and policies of each role.',
    ReadInstanceProfiles: 'Which role an instance profile holds.',
    FindServiceLinkedRoles: 'Listed below a path prefix; the call takes no resource.',
    ReadLogsPolicies: 'The call takes no resource.',
    ReadDestinations: 'The call takes no resource.',
  },
  'CodePipelineRole/PipelineArtifacts': {
    ArtifactObjects:
      "Each action downloads its input artifact, by version, and uploads its output to the pipeline's bucket.",
  },
  'CodePipelineRole/PipelineDeploy': {
    TagTaskDefinitionOnRegister:
      'A revision with tags is tagged in the call that registers it, and in no other.',
    RegisterTaskDefinition:
      'The deployment registers a revision of this family with the new image.',
  },
  'CodePipelineRole/PipelineSource': {
    TagSourceArtifacts: 'Copying the source object into the artifact bucket copies its tags too.',
  },
  'EcsExecRole/EcsExec': {
    ExecChannels:
      'The SSM agent in the container opens the channels of each ECS Exec session; IAM offers no resource for them.',
    ExecFindLogGroups:
      'The SSM agent looks for the log group by listing; IAM offers no resource for the list.',
    ExecWriteLogs: 'The SSM agent writes what was typed and shown in a session to its own stream.',
    ExecWriteLogObjects:
      "The SSM agent stores each session's log as an object when the session ends.",
  },
  'ServiceRole/ServiceLoadBalancing': {
    DescribeForRegistration:
      "The scheduler reads hosts, security groups and target groups; AWS's own definition of this role names these read-only wildcards and no narrower set.",
    RegisterWithTargetGroup:
      "The scheduler adds a task's host and port to the target group and takes it out when the task stops.",
  },
  'CodeDeployRole/CodeDeployEcs': {
    ManageTaskSets: 'CodeDeploy starts the green task set and deletes the blue one afterwards.',
    ReadLoadBalancers:
      'CodeDeploy reads where the traffic goes today; IAM offers no resource for these reads.',
    ShiftListener:
      "Traffic moves to the other target group by changing the listener's default action.",
    ShiftRule: 'Traffic moves to the other target group by changing a listener rule.',
    ReadRevision: 'CodeDeploy reads the AppSpec file of the revision from the artifact bucket.',
    ReadAlarms: "CodeDeploy reads the deployment group's alarms and rolls back when one fires.",
    RunHooks:
      'CodeDeploy invokes the validation functions that the AppSpec names; the prefix CodeDeployHook_ is its own convention.',
    Notify: 'CodeDeploy tells the topics of the deployment group how a deployment goes.',
  },
  'InfrastructureRole/InfrastructureLoadBalancers': {
    ReadLoadBalancers:
      'ECS reads where the traffic goes and whether the targets are healthy; IAM offers no resource for these reads.',
    MoveTargets: 'ECS registers the tasks of each revision with one of the two target groups.',
    ShiftListener:
      "Traffic moves to the other target group by changing the listener's default action.",
    ShiftRule: 'Traffic moves to the other target group by changing a listener rule.',
  },
  'InfrastructureRole/InfrastructureVolumes': {
    CreateTaskVolume:
      'ECS creates a volume for a task; the tags that it sets in the same call mark it as its own.',
    CreateTaskVolumeFromSnapshot:
      'A volume that begins as a copy is created from the snapshot that the task names.',
    TagTaskVolumeOnCreate: 'ECS tags the volume in the call that creates it, and in no other.',
    ReadVolumes:
      "ECS waits for volumes and finds the task's host; IAM offers no resource for EC2's lists.",
    AttachTaskVolume: 'ECS attaches and detaches the volumes that it made, told by their tag.',
    AttachToInstance:
      'Attaching is checked on the host as well, whose ID is known once the task is placed.',
    DeleteTaskVolume: 'ECS deletes the volume that it made when its task ends.',
  },
  'InfrastructureRole/InfrastructureServiceConnectTls': {
    CreateTlsSecret:
      "ECS keeps a service's certificate in a secret; the prefix ecs-sc! is its own.",
    TagTlsSecretOnCreate: 'ECS tags the secret in the call that creates it.',
    RotateTlsSecret:
      'ECS renews the certificate before it expires and deletes the secret with its service, in secrets that it owns alone.',
    DescribeTlsSecret: "ECS reads a secret's state before it creates or rotates it.",
  },
  'InfrastructureRole/InfrastructureVpcLattice': {
    ReadNetwork:
      "ECS finds the VPC and the address of each target; IAM offers no resource for EC2's lists.",
  },
  'ContainerInstanceRole/InstanceAgent': {
    EcrAuthToken:
      'Every pull and push begins with a login token, and the call names no repository.',
    WriteLogs: 'The awslogs driver opens one stream per container and writes its output there.',
    SystemLogs: 'The agent of a managed instance sends the system log of its host to ECS.',
    ListTaskTags:
      'The agent lists the tags of the task and of its host when a container asks for them.',
  },
  'AnywhereRole/AnywhereAgent': {
    DiscoverEndpoint:
      'The agent asks where to poll before it knows its cluster; IAM offers no resource for the call.',
    RunAgent:
      'The agent receives work, sends metrics and drains its host before Spot takes it back.',
    TagInstanceOnRegister:
      'A host with tags is tagged in the call that registers it, and in no other.',
    EcrAuthToken:
      'Every pull and push begins with a login token, and the call names no repository.',
    WriteLogs: 'The awslogs driver opens one stream per container and writes its output there.',
  },
  'ScheduledTaskSchedulerRole/RunScheduledTask': {
    RunTask:
      'Starts the task, in this cluster alone; a call without a revision is checked against the family.',
    TagTaskOnRun:
      'A task that gets tags (its own or propagated ones) is tagged in the call that starts it.',
  },
  'GithubOidcDeployRole/DeployImages': {
    EcrAuthToken:
      'Every pull and push begins with a login token, and the call names no repository.',
  },
  'GithubOidcDeployRole/DeployService': {
    ReadTaskDefinition:
      'The new revision starts as a copy of the current one; IAM offers no resource for this read.',
    RegisterTaskDefinition:
      'The deployment registers a revision with the new image; the call is checked on *, and PassTaskRoles is what limits it.',
    TagTaskDefinitionOnRegister:
      'A revision with tags is tagged in the call that registers it, and in no other.',
    RunTask:
      'Starts the task, in this cluster alone; a call without a revision is checked against the family.',
    TagTaskOnRun:
      'A task that gets tags (its own or propagated ones) is tagged in the call that starts it.',
    WatchTasks: 'The workflow waits for the task to end and stops it when the job is cancelled.',
  },
  'CrossAccountEcrPullRole/CrossAccountPull': {
    EcrAuthToken:
      'Every pull and push begins with a login token, and the call names no repository.',
    WriteLogs: 'The awslogs driver opens one stream per container and writes its output there.',
  },
  'CrossAccountLogsRole/WriteCentralLogs': {
    WriteCentralLogs:
      'Fluent Bit opens a stream in the central log group, looks it up and writes to it.',
    CreateCentralLogGroup: 'Fluent Bit creates the central log group when auto_create_group is on.',
  },
};

/** AWS managed policies, by their name. */
export const ACCEPTED_AWS_POLICIES: AcceptedFindings = {
  InfrastructureRole: {
    AmazonECSInfrastructureRolePolicyForManagedInstances:
      "ECS Managed Instances. AWS recommends the managed policy and changes it often (v11 on 26 February 2026), so it is attached. It passes only roles named ecsInstanceRole*; with this generator's instance role name the extra statement is required. StringLike ec2.* is the managed policy's own condition; ec2.amazonaws.com.cn is seen in aws-cn.",
  },
  ContainerInstanceRole: {
    'service-role/AmazonEC2ContainerServiceforEC2Role':
      'Chosen in place of scoped statements. Beyond them: The same on "*", with ECR and Logs. Containers on the host can reach instance credentials unless IMDS is blocked (ECS_AWSVPC_BLOCK_IMDS, hop limit 1), so the scoped form matters.',
    AmazonSSMManagedInstanceCore:
      'Attaches AmazonSSMManagedInstanceCore so that the hosts appear in Systems Manager.',
  },
  AnywhereRole: {
    AmazonSSMManagedInstanceCore: 'AWS maintains what the role needs in this policy.',
  },
  ScheduledTaskEventsRole: {
    'service-role/AmazonEC2ContainerServiceEventsRole':
      'Chosen in place of scoped statements. Beyond them: ecs:RunTask on "*" and PassRole on "*" with iam:PassedToService ecs-tasks: any task with any role.',
  },
};
