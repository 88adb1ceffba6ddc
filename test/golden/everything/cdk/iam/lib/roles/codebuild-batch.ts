import { Duration, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * CodeBuild batch role. Lets CodeBuild start, stop and retry the single builds of a batch build.
 */
export class CodeBuildBatchRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, buildProject } = config;
    super(scope, id, {
      roleName: `${project}-codebuild-batch-role-${environment}`,
      path: '/team/shop/',
      description: 'CodeBuild batch role of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: {
            'aws:SourceArn': `arn:${partition}:codebuild:${region}:${account}:project/${buildProject}`,
          },
        },
      }),
    });
    new Policy(this, 'CodeBuildBatch', {
      policyName: 'CodeBuildBatch',
      roles: [this],
      statements: [
        // The batch starts its builds of this project, and stops or retries them.
        new PolicyStatement({
          sid: 'RunBatch',
          actions: ['codebuild:RetryBuild', 'codebuild:StartBuild', 'codebuild:StopBuild'],
          resources: [`arn:${partition}:codebuild:${region}:${account}:project/${buildProject}`],
        }),
      ],
    });
  }
}
