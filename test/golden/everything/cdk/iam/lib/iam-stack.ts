import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { ManagedPolicy, PermissionsBoundary, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type Environment, home } from './environments';
import { AnywhereRole } from './roles/anywhere';
import { CodeBuildRole } from './roles/codebuild';
import { CodeBuildBatchRole } from './roles/codebuild-batch';
import { CodeBuildValidateRole } from './roles/codebuild-validate';
import { CodeDeployRole } from './roles/codedeploy';
import { CodePipelineRole } from './roles/codepipeline';
import { ContainerInstanceRole } from './roles/container-instance';
import { CrossAccountEcrPullRole } from './roles/cross-account-ecr-pull';
import { CrossAccountLogsRole } from './roles/cross-account-logs';
import { DeploymentHookRole } from './roles/deployment-hook';
import { EcrCreationTemplateRole } from './roles/ecr-creation-template';
import { EcrPullThroughRole } from './roles/ecr-pull-through';
import { EcsExecRole } from './roles/ecs-exec';
import { GithubOidcDeployRole } from './roles/github-oidc-deploy';
import { InfrastructureRole } from './roles/infrastructure';
import { PipelineDeployRole } from './roles/pipeline-deploy';
import { PipelineTriggerRole } from './roles/pipeline-trigger';
import { ScheduledTaskEventsRole } from './roles/scheduled-task-events';
import { ScheduledTaskSchedulerRole } from './roles/scheduled-task-scheduler';
import { ServiceRole } from './roles/service';
import { TaskRole } from './roles/task';
import { TaskExecutionRole } from './roles/task-execution';
import { TaskRunnerRole } from './roles/task-runner';

export interface IamStackProps extends StackProps {
  readonly config: Environment;
}

/** The IAM roles of the service in one environment. */
export class IamStack extends Stack {
  readonly taskExecutionRole: Role;
  readonly taskRole: Role;
  /** CodeBuild service role; home alone has it. */
  readonly codeBuildRole?: Role;
  /** CodePipeline service role; home alone has it. */
  readonly codePipelineRole?: Role;
  readonly codeBuildValidateRole: Role;
  /** Pipeline deployment role; home does not have it. */
  readonly pipelineDeployRole?: Role;
  /** Pipeline trigger role (EventBridge rule); home alone has it. */
  readonly pipelineTriggerRole?: Role;
  /** CodeBuild batch role; home alone has it. */
  readonly codeBuildBatchRole?: Role;
  readonly ecsExecRole: Role;
  readonly serviceRole: Role;
  readonly codeDeployRole: Role;
  readonly infrastructureRole: Role;
  readonly deploymentHookRole: Role;
  readonly containerInstanceRole: Role;
  readonly anywhereRole: Role;
  readonly scheduledTaskSchedulerRole: Role;
  readonly scheduledTaskEventsRole: Role;
  readonly taskRunnerRole: Role;
  readonly githubOidcDeployRole: Role;
  readonly crossAccountEcrPullRole: Role;
  readonly crossAccountLogsRole: Role;
  readonly ecrPullThroughRole: Role;
  readonly ecrCreationTemplateRole: Role;

  constructor(scope: Construct, id: string, props: IamStackProps) {
    super(scope, id, props);
    const { config } = props;

    this.taskExecutionRole = new TaskExecutionRole(this, 'TaskExecutionRole', config);
    this.taskRole = new TaskRole(this, 'TaskRole', config);
    if (config.environment === home) {
      this.codeBuildRole = new CodeBuildRole(this, 'CodeBuildRole', config);
      this.codePipelineRole = new CodePipelineRole(this, 'CodePipelineRole', config);
    }
    this.codeBuildValidateRole = new CodeBuildValidateRole(this, 'CodeBuildValidateRole', config);
    if (config.environment !== home) {
      this.pipelineDeployRole = new PipelineDeployRole(this, 'PipelineDeployRole', config);
    } else {
      this.pipelineTriggerRole = new PipelineTriggerRole(this, 'PipelineTriggerRole', config);
      this.codeBuildBatchRole = new CodeBuildBatchRole(this, 'CodeBuildBatchRole', config);
    }
    this.ecsExecRole = new EcsExecRole(this, 'EcsExecRole', config);
    this.serviceRole = new ServiceRole(this, 'ServiceRole', config);
    this.codeDeployRole = new CodeDeployRole(this, 'CodeDeployRole', config);
    this.infrastructureRole = new InfrastructureRole(this, 'InfrastructureRole', config);
    this.deploymentHookRole = new DeploymentHookRole(this, 'DeploymentHookRole', config);
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
    this.taskRunnerRole = new TaskRunnerRole(this, 'TaskRunnerRole', config);
    this.githubOidcDeployRole = new GithubOidcDeployRole(this, 'GithubOidcDeployRole', config);
    this.crossAccountEcrPullRole = new CrossAccountEcrPullRole(
      this,
      'CrossAccountEcrPullRole',
      config,
    );
    this.crossAccountLogsRole = new CrossAccountLogsRole(this, 'CrossAccountLogsRole', config);
    this.ecrPullThroughRole = new EcrPullThroughRole(this, 'EcrPullThroughRole', config);
    this.ecrCreationTemplateRole = new EcrCreationTemplateRole(
      this,
      'EcrCreationTemplateRole',
      config,
    );

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

    // Other stacks import the name and the ARN of each role.
    for (const role of this.node.children.filter((child) => child instanceof Role)) {
      this.exportOutput(`${role.node.id}Name`, role.roleName);
      this.exportOutput(`${role.node.id}Arn`, role.roleArn);
    }
    this.exportOutput(
      'ContainerInstanceProfileName',
      `${config.project}-ecs-instance-role-${config.environment}`,
    );
  }

  private exportOutput(id: string, value: string): void {
    new CfnOutput(this, id, { value, exportName: `${this.stackName}-${id}` });
  }
}
