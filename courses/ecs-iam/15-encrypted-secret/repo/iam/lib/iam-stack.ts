import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from './environments';
import { TaskRole } from './roles/task';
import { TaskExecutionRole } from './roles/task-execution';

export interface IamStackProps extends StackProps {
  readonly config: Environment;
}

/** The IAM roles of the service in one environment. */
export class IamStack extends Stack {
  readonly taskExecutionRole: Role;
  readonly taskRole: Role;

  constructor(scope: Construct, id: string, props: IamStackProps) {
    super(scope, id, props);
    const { config } = props;

    this.taskExecutionRole = new TaskExecutionRole(this, 'TaskExecutionRole', config);
    this.taskRole = new TaskRole(this, 'TaskRole', config);

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
