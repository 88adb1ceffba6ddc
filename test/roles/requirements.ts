import type { RoleId } from '../../lib/roles/registry.ts';

/** What the requirements ask of a role: its name, who assumes it, and what it may do. */
export interface RequiredRole {
  readonly id: RoleId;
  /** With {ProjectName} and {Environment}. */
  readonly name: string;
  readonly principal: string;
  readonly actions: readonly string[];
}

/** The six roles of the requirements, action by action. The task role's are the application's own. */
export const REQUIRED_ROLES: readonly RequiredRole[] = [
  {
    id: 'task-execution',
    name: '{ProjectName}-ecs-task-execution-role-{Environment}',
    principal: 'ecs-tasks.amazonaws.com',
    actions: [
      'ecr:GetAuthorizationToken',
      'ecr:BatchCheckLayerAvailability',
      'ecr:GetDownloadUrlForLayer',
      'ecr:BatchGetImage',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'secretsmanager:GetSecretValue',
      'ssm:GetParameters',
      'kms:Decrypt',
      // "These permissions can be added to the Task Execution Role" (of ECS Exec).
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
  },
  {
    id: 'task',
    name: '{ProjectName}-ecs-task-role-{Environment}',
    principal: 'ecs-tasks.amazonaws.com',
    actions: [],
  },
  {
    id: 'service',
    name: '{ProjectName}-ecs-service-role-{Environment}',
    principal: 'ecs.amazonaws.com',
    actions: [
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:Describe*',
      'elasticloadbalancing:DeregisterInstancesFromLoadBalancer',
      'elasticloadbalancing:DeregisterTargets',
      'elasticloadbalancing:Describe*',
      'elasticloadbalancing:RegisterInstancesWithLoadBalancer',
      'elasticloadbalancing:RegisterTargets',
    ],
  },
  {
    id: 'codebuild',
    name: '{ProjectName}-codebuild-role-{Environment}',
    principal: 'codebuild.amazonaws.com',
    actions: [
      'ecr:GetAuthorizationToken',
      'ecr:BatchCheckLayerAvailability',
      'ecr:GetDownloadUrlForLayer',
      'ecr:BatchGetImage',
      'ecr:PutImage',
      'ecr:InitiateLayerUpload',
      'ecr:UploadLayerPart',
      'ecr:CompleteLayerUpload',
      'ecs:RegisterTaskDefinition',
      'ecs:DescribeTaskDefinition',
      'ecs:UpdateService',
      'ecs:DescribeServices',
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:GetObject',
      's3:PutObject',
    ],
  },
  {
    id: 'codepipeline',
    name: '{ProjectName}-codepipeline-role-{Environment}',
    principal: 'codepipeline.amazonaws.com',
    actions: [
      'codebuild:BatchGetBuilds',
      'codebuild:StartBuild',
      'codedeploy:CreateDeployment',
      'codedeploy:GetApplication',
      'codedeploy:GetApplicationRevision',
      'codedeploy:GetDeployment',
      'codedeploy:GetDeploymentConfig',
      'codedeploy:RegisterApplicationRevision',
      'ecs:DescribeServices',
      'ecs:DescribeTaskDefinition',
      'ecs:DescribeTasks',
      'ecs:ListTasks',
      'ecs:RegisterTaskDefinition',
      'ecs:UpdateService',
      'iam:PassRole',
      's3:GetObject',
      's3:GetObjectVersion',
      's3:PutObject',
      's3:GetBucketVersioning',
      's3:PutBucketVersioning',
    ],
  },
  {
    id: 'ecs-exec',
    name: '{ProjectName}-ecs-exec-role-{Environment}',
    principal: 'ecs-tasks.amazonaws.com',
    actions: [
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
  },
];
