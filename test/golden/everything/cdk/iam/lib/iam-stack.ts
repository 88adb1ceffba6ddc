import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { ManagedPolicy, PermissionsBoundary, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from './environments';
import { AnywhereRole } from './roles/anywhere';
import { CodeBuildRole } from './roles/codebuild';
import { CodeDeployRole } from './roles/codedeploy';
import { CodePipelineRole } from './roles/codepipeline';
import { ContainerInstanceRole } from './roles/container-instance';
import { CrossAccountEcrPullRole } from './roles/cross-account-ecr-pull';
import { CrossAccountLogsRole } from './roles/cross-account-logs';
import { EcsExecRole } from './roles/ecs-exec';
import { GithubOidcDeployRole } from './roles/github-oidc-deploy';
import { InfrastructureRole } from './roles/infrastructure';
import { ScheduledTaskEventsRole } from './roles/scheduled-task-events';
import { ScheduledTaskSchedulerRole } from './roles/scheduled-task-scheduler';
import { ServiceRole } from './roles/service';
import { TaskRole } from './roles/task';
import { TaskExecutionRole } from './roles/task-execution';

export interface IamStackProps extends StackProps {
  readonly config: Environment;
}

/** The IAM roles of the service in one environment. */
export class IamStack extends Stack {
  /** ECS task execution role */
  readonly taskExecutionRole: Role;
  /** ECS task role */
  readonly taskRole: Role;
  /** CodeBuild service role */
  readonly codeBuildRole: Role;
  /** CodePipeline service role */
  readonly codePipelineRole: Role;
  /** ECS Exec role (separate role) */
  readonly ecsExecRole: Role;
  /** ECS service role (legacy) */
  readonly serviceRole: Role;
  /** CodeDeploy role for ECS blue/green */
  readonly codeDeployRole: Role;
  /** ECS infrastructure role */
  readonly infrastructureRole: Role;
  /** ECS container instance role */
  readonly containerInstanceRole: Role;
  /** ECS Anywhere role */
  readonly anywhereRole: Role;
  /** Scheduled task role (EventBridge Scheduler) */
  readonly scheduledTaskSchedulerRole: Role;
  /** Scheduled task role (EventBridge rule) */
  readonly scheduledTaskEventsRole: Role;
  /** GitHub Actions deploy role (OIDC) */
  readonly githubOidcDeployRole: Role;
  /** Cross-account ECR pull role (target account) */
  readonly crossAccountEcrPullRole: Role;
  /** Cross-account log writer role (logging account) */
  readonly crossAccountLogsRole: Role;

  constructor(scope: Construct, id: string, props: IamStackProps) {
    super(scope, id, props);
    const { config } = props;

    this.taskExecutionRole = new TaskExecutionRole(this, 'TaskExecutionRole', config);
    this.taskRole = new TaskRole(this, 'TaskRole', config);
    this.codeBuildRole = new CodeBuildRole(this, 'CodeBuildRole', config);
    this.codePipelineRole = new CodePipelineRole(this, 'CodePipelineRole', config);
    this.ecsExecRole = new EcsExecRole(this, 'EcsExecRole', config);
    this.serviceRole = new ServiceRole(this, 'ServiceRole', config);
    this.codeDeployRole = new CodeDeployRole(this, 'CodeDeployRole', config);
    this.infrastructureRole = new InfrastructureRole(this, 'InfrastructureRole', config);
    this.containerInstanceRole = new ContainerInstanceRole(this, 'ContainerInstanceRole', config);
    this.anywhereRole = new AnywhereRole(this, 'AnywhereRole', config);
    this.scheduledTaskSchedulerRole = new ScheduledTaskSchedulerRole(
      this,
      'ScheduledTaskSchedulerRole',
      config,
    );
    this.scheduledTaskEventsRole = new ScheduledTaskEventsRole(
      this,
      'ScheduledTaskEventsRole',
      config,
    );
    this.githubOidcDeployRole = new GithubOidcDeployRole(this, 'GithubOidcDeployRole', config);
    this.crossAccountEcrPullRole = new CrossAccountEcrPullRole(
      this,
      'CrossAccountEcrPullRole',
      config,
    );
    this.crossAccountLogsRole = new CrossAccountLogsRole(this, 'CrossAccountLogsRole', config);

    if (config.permissionsBoundary !== undefined) {
      const boundary = ManagedPolicy.fromManagedPolicyArn(
        this,
        'PermissionsBoundary',
        config.permissionsBoundary,
      );
      PermissionsBoundary.of(this).apply(boundary);
    }

    const rolesOnly = { includeResourceTypes: ['AWS::IAM::Role'] };
    Tags.of(this).add('ecs-iam:project', config.project, rolesOnly);
    Tags.of(this).add('ecs-iam:environment', config.environment, rolesOnly);
    Tags.of(this).add('ecs-iam:id', config.ownershipId, rolesOnly);
    Tags.of(this).add('team', 'orders and returns', rolesOnly);
    Tags.of(this).add('cost-center', '4711', rolesOnly);

    this.exportRole('TaskExecutionRole', this.taskExecutionRole);
    this.exportRole('TaskRole', this.taskRole);
    this.exportRole('CodeBuildRole', this.codeBuildRole);
    this.exportRole('CodePipelineRole', this.codePipelineRole);
    this.exportRole('EcsExecRole', this.ecsExecRole);
    this.exportRole('ServiceRole', this.serviceRole);
    this.exportRole('CodeDeployRole', this.codeDeployRole);
    this.exportRole('InfrastructureRole', this.infrastructureRole);
    this.exportRole('ContainerInstanceRole', this.containerInstanceRole);
    this.exportOutput(
      'ContainerInstanceProfileName',
      `${config.project}-ecs-instance-role-${config.environment}`,
    );
    this.exportRole('AnywhereRole', this.anywhereRole);
    this.exportRole('ScheduledTaskSchedulerRole', this.scheduledTaskSchedulerRole);
    this.exportRole('ScheduledTaskEventsRole', this.scheduledTaskEventsRole);
    this.exportRole('GithubOidcDeployRole', this.githubOidcDeployRole);
    this.exportRole('CrossAccountEcrPullRole', this.crossAccountEcrPullRole);
    this.exportRole('CrossAccountLogsRole', this.crossAccountLogsRole);
  }

  /** Gives other stacks the name and the ARN of a role. */
  private exportRole(id: string, role: Role): void {
    this.exportOutput(`${id}Name`, role.roleName);
    this.exportOutput(`${id}Arn`, role.roleArn);
  }

  private exportOutput(id: string, value: string): void {
    new CfnOutput(this, id, { value, exportName: `${this.stackName}-${id}` });
  }
}
