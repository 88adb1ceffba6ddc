import type { RoleId } from '../roles/registry.ts';
import type { RoleLife } from './types.ts';

/** The life of each role of the catalogue. */
export const ROLE_LIVES: Readonly<Record<RoleId, RoleLife>> = {
  'task-execution': {
    assumedBy:
      'The ECS agent of the instance, or Fargate, assumes it through ecs-tasks.amazonaws.com; no code in a container ever has it.',
    moments: [
      'Before the containers of a task start: it reads secrets, parameters and environment files, and pulls the image.',
      'While a container runs: the awslogs driver writes its output.',
      'A task that is running keeps what it read: a new secret value or a new right reaches the next task.',
    ],
  },
  task: {
    assumedBy:
      'The containers of a task have it: ECS assumes it through ecs-tasks.amazonaws.com and hands out credentials at an address that the AWS SDK asks by itself.',
    moments: [
      'Before the containers start: it mounts EFS volumes whose IAM authorization is on.',
      'While a task runs: every AWS call of the application and of its sidecars, and the agent of ECS Exec.',
      'A change of its policies takes effect within seconds, without a new task; only another role needs a new revision.',
    ],
  },
  codebuild: {
    assumedBy: 'CodeBuild assumes it through codebuild.amazonaws.com when a build begins.',
    moments: [
      'Before the first command: it makes the log stream, downloads the source and reads the secrets of the environment.',
      'During the build: every AWS call of the commands in the buildspec.',
      'After the last command: it uploads artifacts, the cache and test reports.',
    ],
  },
  codepipeline: {
    assumedBy:
      'CodePipeline assumes it through codepipeline.amazonaws.com when an execution begins; an action with a role of its own uses that instead.',
    moments: [
      'Source: it fetches the commit or image and writes the source artifact.',
      'Build and Validate: it starts the project and waits for it.',
      'Deploy: it registers a revision of the task definition, updates the service and waits until it is stable.',
    ],
  },
  'codebuild-validate': {
    assumedBy: 'CodeBuild assumes it for the build of the Validate stage.',
    moments: [
      'Before each deployment: it reads the roles of this repo, compares them and writes a report.',
    ],
  },
  'codebuild-deploy': {
    assumedBy: 'CodeBuild assumes it for the build of the Deploy stage of one environment.',
    moments: [
      'In the Deploy stage: the commands register the task definition, update the service and wait for it.',
    ],
  },
  'pipeline-deploy': {
    assumedBy:
      "The pipeline's role assumes it with sts:AssumeRole, from the account and environment that have the pipeline.",
    moments: [
      'Validate and Deploy of this environment: the actions read the artifact, start the projects and deploy with it.',
    ],
  },
  'pipeline-trigger': {
    assumedBy:
      'EventBridge assumes it through events.amazonaws.com when the rule of the source matches.',
    moments: ['When the source changes: it starts one execution of the pipeline.'],
  },
  'codebuild-batch': {
    assumedBy: 'CodeBuild assumes it for the batch, beside the service role of each build.',
    moments: ['While a batch runs: it starts, stops and retries the single builds.'],
  },
  'ecs-exec': {
    assumedBy:
      'The containers of a task have it where a task definition names it as its task role; ECS has no other place for it.',
    moments: ['While a task runs: the agent of ECS Exec opens the channels of a session.'],
  },
  service: {
    assumedBy:
      'The scheduler of ECS assumes it through ecs.amazonaws.com, for a service that was created with this role.',
    moments: [
      'When a task starts: the scheduler registers its instance and port with the load balancer.',
      'When a task stops: the scheduler deregisters them.',
    ],
  },
  codedeploy: {
    assumedBy: 'CodeDeploy assumes it through codedeploy.amazonaws.com during a deployment.',
    moments: [
      'At the start of a deployment: it reads the AppSpec file and creates the new task set.',
      'When traffic shifts: it changes the listener or rule, and invokes the hooks.',
      'At the end, or on a rollback: it makes one task set the primary one and deletes the other.',
    ],
  },
  infrastructure: {
    assumedBy:
      'ECS assumes it through ecs.amazonaws.com, for a service whose load balancers, volumes or Service Connect name it.',
    moments: [
      'When a task starts or stops: it attaches and deletes volumes, and registers targets.',
      'During a blue/green, linear or canary deployment: it shifts traffic.',
      'When a certificate of Service Connect nears its end: it renews it.',
    ],
  },
  'deployment-hook': {
    assumedBy: 'ECS assumes it through ecs.amazonaws.com at the lifecycle hooks of a deployment.',
    moments: [
      'At each stage that a hook names: it invokes the Lambda function and waits for its answer.',
    ],
  },
  'container-instance': {
    assumedBy: 'The EC2 instance has it through its instance profile; the ECS agent on it uses it.',
    moments: [
      'When the instance boots: the agent registers it with the cluster.',
      'While the instance runs: the agent polls for work and reports the state of tasks.',
    ],
  },
  anywhere: {
    assumedBy:
      'Systems Manager assumes it through ssm.amazonaws.com for a host outside AWS, and the ECS agent there uses its credentials.',
    moments: [
      'When the host is activated: the agent registers it with the cluster.',
      'While the host runs: the agent polls for work and reports the state of tasks.',
    ],
  },
  'scheduled-task-scheduler': {
    assumedBy:
      'EventBridge Scheduler assumes it through scheduler.amazonaws.com when a schedule is due.',
    moments: [
      'At each time of the schedule: it runs one task, and passes both roles of the task definition.',
    ],
  },
  'scheduled-task-events': {
    assumedBy: 'EventBridge assumes it through events.amazonaws.com when a rule matches.',
    moments: [
      'At each event or time of the rule: it runs one task, and passes both roles of the task definition.',
    ],
  },
  'task-runner': {
    assumedBy: 'The state machine, the Lambda function or Airflow assumes it, whichever is chosen.',
    moments: [
      'When a run begins: it starts a task.',
      'Until the task ends: it watches it, and stops it on request.',
    ],
  },
  'github-oidc-deploy': {
    assumedBy:
      'A job of GitHub Actions assumes it with sts:AssumeRoleWithWebIdentity: it shows a token whose sub names repository and environment.',
    moments: [
      'In the build job: it logs in to ECR and pushes the image.',
      'In the deploy job: it registers a revision of the task definition, updates the service and waits until it is stable.',
    ],
  },
  'cross-account-ecr-pull': {
    assumedBy:
      'The ECS agent or Fargate in the target account assumes it through ecs-tasks.amazonaws.com.',
    moments: [
      'Before the containers of a task start: it pulls the image from the other account.',
      'While a container runs: the awslogs driver writes its output.',
    ],
  },
  'cross-account-logs': {
    assumedBy: 'The Fluent Bit sidecar of the workload account assumes it with the task role.',
    moments: ['While a task runs: the sidecar writes log events into the central log group.'],
  },
  'ecr-pull-through': {
    assumedBy: 'ECR assumes it through pullthroughcache.ecr.amazonaws.com.',
    moments: [
      'When somebody pulls through the cache rule: it copies the image from the other registry.',
    ],
  },
  'ecr-creation-template': {
    assumedBy: 'ECR assumes it through ecr.amazonaws.com.',
    moments: [
      'When a first pull or push makes a repository: it creates it with the tags and the key of the template.',
    ],
  },
};
