import {
  BootstraplessSynthesizer,
  CfnOutput,
  CliCredentialsStackSynthesizer,
  type IStackSynthesizer,
  Stack,
  type StackProps,
  Tags,
} from 'aws-cdk-lib';
import { ManagedPolicy, PermissionsBoundary, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acceptFindings } from './accept-findings';
import type { RoleValues } from './environments';
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
  readonly values: RoleValues;
  /**
   * A bucket of the account for a template of more than 51,200 bytes; absent: the template is sent
   * with the call. Neither needs a bootstrapped account.
   */
  readonly templateBucket?: string;
}

/** The IAM roles of the service in one environment. */
export class IamStack extends Stack {
  /**
   * ECS task execution role. Lets the ECS and Fargate agents pull the image, write the container
   * logs and inject secrets before the application starts. The application cannot use it.
   */
  readonly taskExecutionRole: Role;
  /**
   * ECS task role. The identity of the application code: every AWS SDK call the containers make,
   * and ECS Exec.
   */
  readonly taskRole: Role;
  /**
   * CodeBuild service role. Lets CodeBuild pull and push the image, write logs, read and write
   * pipeline artifacts and publish test reports. Where the buildspec deploys, it also registers the
   * task definition and updates the service.
   */
  readonly codeBuildRole: Role;
  /**
   * CodePipeline service role. Lets CodePipeline read and write artifacts, start the build and
   * deploy the image to the ECS service, with a rolling update or through CodeDeploy.
   */
  readonly codePipelineRole: Role;
  /** ECS Exec role (separate role). A task role that has the ECS Exec permissions only. */
  readonly ecsExecRole: Role;
  /**
   * ECS service role (legacy). Lets the ECS scheduler register container instances with a load
   * balancer, for services created with the role parameter.
   */
  readonly serviceRole: Role;
  /**
   * CodeDeploy role for ECS blue/green. Lets CodeDeploy create and delete task sets, shift traffic
   * on the listener and read the AppSpec file.
   */
  readonly codeDeployRole: Role;
  /**
   * ECS infrastructure role. Lets ECS manage resources around the tasks: listener rules for native
   * blue/green, linear and canary deployments, EBS volumes, Service Connect certificates, VPC
   * Lattice targets, managed instances.
   */
  readonly infrastructureRole: Role;
  /**
   * ECS container instance role. The role of EC2 instances that join the cluster: the ECS agent
   * registers the instance and polls for work with it.
   */
  readonly containerInstanceRole: Role;
  /**
   * ECS Anywhere role. The role of hosts outside AWS: the SSM agent gets its credentials through a
   * hybrid activation, and the ECS agent joins the cluster with them.
   */
  readonly anywhereRole: Role;
  /**
   * Scheduled task role (EventBridge Scheduler). Lets EventBridge Scheduler run the task definition
   * on a schedule.
   */
  readonly scheduledTaskSchedulerRole: Role;
  /**
   * Scheduled task role (EventBridge rule). Lets an EventBridge rule (schedule or event pattern)
   * run the task definition.
   */
  readonly scheduledTaskEventsRole: Role;
  /**
   * GitHub Actions deploy role (OIDC). Lets a GitHub Actions workflow push the image and deploy,
   * without stored keys.
   */
  readonly githubOidcDeployRole: Role;
  /**
   * Cross-account ECR pull role (target account). For the account that runs the tasks: pulls the
   * image from the repository of the registry account.
   */
  readonly crossAccountEcrPullRole: Role;
  /**
   * Cross-account log writer role (logging account). For the logging account: a FireLens sidecar
   * (Fluent Bit, cloudwatch_logs with role_arn) assumes it with the task role of the workload
   * account and writes to the central log group.
   */
  readonly crossAccountLogsRole: Role;

  constructor(scope: Construct, id: string, props: IamStackProps) {
    const { values, templateBucket, ...stackProps } = props;
    super(scope, id, { synthesizer: synthesizer(templateBucket), ...stackProps });

    this.taskExecutionRole = new TaskExecutionRole(this, 'TaskExecutionRole', values);
    this.taskRole = new TaskRole(this, 'TaskRole', values);
    this.codeBuildRole = new CodeBuildRole(this, 'CodeBuildRole', values);
    this.codePipelineRole = new CodePipelineRole(this, 'CodePipelineRole', values);
    this.ecsExecRole = new EcsExecRole(this, 'EcsExecRole', values);
    this.serviceRole = new ServiceRole(this, 'ServiceRole', values);
    this.codeDeployRole = new CodeDeployRole(this, 'CodeDeployRole', values);
    this.infrastructureRole = new InfrastructureRole(this, 'InfrastructureRole', values);
    this.containerInstanceRole = new ContainerInstanceRole(this, 'ContainerInstanceRole', values);
    this.anywhereRole = new AnywhereRole(this, 'AnywhereRole', values);
    this.scheduledTaskSchedulerRole = new ScheduledTaskSchedulerRole(
      this,
      'ScheduledTaskSchedulerRole',
      values,
    );
    this.scheduledTaskEventsRole = new ScheduledTaskEventsRole(
      this,
      'ScheduledTaskEventsRole',
      values,
    );
    this.githubOidcDeployRole = new GithubOidcDeployRole(this, 'GithubOidcDeployRole', values);
    this.crossAccountEcrPullRole = new CrossAccountEcrPullRole(
      this,
      'CrossAccountEcrPullRole',
      values,
    );
    this.crossAccountLogsRole = new CrossAccountLogsRole(this, 'CrossAccountLogsRole', values);

    if (values.permissionsBoundary !== undefined) {
      const boundary = ManagedPolicy.fromManagedPolicyArn(
        this,
        'PermissionsBoundary',
        values.permissionsBoundary,
      );
      PermissionsBoundary.of(this).apply(boundary);
    }

    const rolesOnly = { includeResourceTypes: ['AWS::IAM::Role'] };
    Tags.of(this).add('ecs-iam:project', values.project, rolesOnly);
    Tags.of(this).add('ecs-iam:environment', values.environment, rolesOnly);
    Tags.of(this).add('ecs-iam:id', values.ownershipId, rolesOnly);
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
      `${values.project}-ecs-instance-role-${values.environment}`,
    );
    this.exportRole('AnywhereRole', this.anywhereRole);
    this.exportRole('ScheduledTaskSchedulerRole', this.scheduledTaskSchedulerRole);
    this.exportRole('ScheduledTaskEventsRole', this.scheduledTaskEventsRole);
    this.exportRole('GithubOidcDeployRole', this.githubOidcDeployRole);
    this.exportRole('CrossAccountEcrPullRole', this.crossAccountEcrPullRole);
    this.exportRole('CrossAccountLogsRole', this.crossAccountLogsRole);

    acceptFindings(this);
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

function synthesizer(bucket: string | undefined): IStackSynthesizer {
  if (bucket === undefined) return new BootstraplessSynthesizer();
  return new CliCredentialsStackSynthesizer({ fileAssetsBucketName: bucket });
}
