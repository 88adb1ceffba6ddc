import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type Environment, home } from './environments';
import { CodeBuildRole } from './roles/codebuild';
import { CodeBuildValidateRole } from './roles/codebuild-validate';
import { CodePipelineRole } from './roles/codepipeline';
import { PipelineDeployRole } from './roles/pipeline-deploy';
import { TaskRole } from './roles/task';
import { TaskExecutionRole } from './roles/task-execution';

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
    }

    const rolesOnly = { includeResourceTypes: ['AWS::IAM::Role'] };
    Tags.of(this).add('ecs-iam:project', config.project, rolesOnly);
    Tags.of(this).add('ecs-iam:environment', config.environment, rolesOnly);
    Tags.of(this).add('ecs-iam:id', config.ownershipId, rolesOnly);

    // Other stacks import the name and the ARN of each role.
    for (const role of this.node.children.filter((child) => child instanceof Role)) {
      this.exportOutput(`${role.node.id}Name`, role.roleName);
      this.exportOutput(`${role.node.id}Arn`, role.roleArn);
    }
  }

  private exportOutput(id: string, value: string): void {
    new CfnOutput(this, id, { value, exportName: `${this.stackName}-${id}` });
  }
}
