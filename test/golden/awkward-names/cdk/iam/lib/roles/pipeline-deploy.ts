import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { ArnPrincipal, Policy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * Pipeline deployment role. Lets the actions of the one pipeline validate and deploy in this
 * environment, in the same account or in another one.
 */
export class PipelineDeployRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, validateProject, deployProject } = config;
    super(scope, id, {
      roleName: `${project}-pipeline-deploy-role-${environment}`,
      path: '/',
      description: 'Pipeline deployment role of 0Shop_API-v2',
      maxSessionDuration: Duration.hours(1),
      assumedBy: new ArnPrincipal(`arn:${partition}:iam::${account}:root`).withConditions({
        ArnEquals: {
          'aws:PrincipalArn': `arn:${partition}:iam::${account}:role/${project}-codepipeline-role-Dev_1`,
        },
      }),
    });
    const pipelineDeploy = new Policy(this, 'PipelineDeploy', {
      policyName: 'PipelineDeploy',
      roles: [this],
      statements: [
        // The action downloads its input artifact from the artifact bucket of the pipeline.
        new PolicyStatement({
          sid: 'ReadArtifacts',
          actions: ['s3:GetObject', 's3:GetObjectVersion'],
          resources: [`arn:${partition}:s3:::0shop-api-v2-dev-1-artifacts-${account}/*`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // The Validate stage starts the validation project and waits for it to end.
        new PolicyStatement({
          sid: 'RunValidation',
          actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
          resources: [`arn:${partition}:codebuild:${region}:${account}:project/${validateProject}`],
        }),
        // The Deploy stage starts the deployment project and waits for it to end.
        new PolicyStatement({
          sid: 'RunDeployment',
          actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
          resources: [`arn:${partition}:codebuild:${region}:${account}:project/${deployProject}`],
        }),
      ],
    });
    Validations.of(pipelineDeploy).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::0shop-api-v2-dev-1-artifacts-<AWS::AccountId>/*]',
      reason: 'Statement ReadArtifacts says why.',
    });
  }
}
