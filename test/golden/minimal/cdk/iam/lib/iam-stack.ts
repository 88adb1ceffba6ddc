import {
  BootstraplessSynthesizer,
  CfnOutput,
  CliCredentialsStackSynthesizer,
  type IStackSynthesizer,
  Stack,
  type StackProps,
  Tags,
} from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acceptFindings } from './accept-findings';
import type { RoleValues } from './environments';
import { CodeBuildRole } from './roles/codebuild';
import { CodePipelineRole } from './roles/codepipeline';
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

  constructor(scope: Construct, id: string, props: IamStackProps) {
    const { values, templateBucket, ...stackProps } = props;
    super(scope, id, { synthesizer: synthesizer(templateBucket), ...stackProps });

    this.taskExecutionRole = new TaskExecutionRole(this, 'TaskExecutionRole', values);
    this.taskRole = new TaskRole(this, 'TaskRole', values);
    this.codeBuildRole = new CodeBuildRole(this, 'CodeBuildRole', values);
    this.codePipelineRole = new CodePipelineRole(this, 'CodePipelineRole', values);

    const rolesOnly = { includeResourceTypes: ['AWS::IAM::Role'] };
    Tags.of(this).add('ecs-iam:project', values.project, rolesOnly);
    Tags.of(this).add('ecs-iam:environment', values.environment, rolesOnly);
    Tags.of(this).add('ecs-iam:id', values.ownershipId, rolesOnly);

    this.exportRole('TaskExecutionRole', this.taskExecutionRole);
    this.exportRole('TaskRole', this.taskRole);
    this.exportRole('CodeBuildRole', this.codeBuildRole);
    this.exportRole('CodePipelineRole', this.codePipelineRole);

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
