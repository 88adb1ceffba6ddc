import { Duration, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * Pipeline trigger role (EventBridge rule). Lets the EventBridge rule of the source start the
 * pipeline when the source changes.
 */
export class PipelineTriggerRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, pipelineName, sourceRuleName } = config;
    super(scope, id, {
      roleName: `${project}-pipeline-trigger-role-${environment}`,
      path: '/team/shop/',
      description: 'Pipeline trigger role (EventBridge rule) of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: {
            'aws:SourceArn': `arn:${partition}:events:${region}:${account}:rule/${sourceRuleName}`,
          },
        },
      }),
    });
    new Policy(this, 'PipelineTrigger', {
      policyName: 'PipelineTrigger',
      roles: [this],
      statements: [
        // The rule starts this pipeline, and no other, for each change of the source.
        new PolicyStatement({
          sid: 'StartPipeline',
          actions: ['codepipeline:StartPipelineExecution'],
          resources: [`arn:${partition}:codepipeline:${region}:${account}:${pipelineName}`],
        }),
      ],
    });
  }
}
