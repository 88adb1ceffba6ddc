import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * CodePipeline service role. Lets CodePipeline read and write artifacts, start the build and deploy
 * the image to the ECS service, with a rolling update or through CodeDeploy.
 */
export class CodePipelineRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const {
      project,
      environment,
      buildProject,
      validateProject,
      deployProject,
      artifactBucketPrefix,
    } = config;
    super(scope, id, {
      roleName: `${project}-codepipeline-role-${environment}`,
      path: '/',
      description: 'CodePipeline service role of 0Shop_API-v2',
      maxSessionDuration: Duration.hours(1),
      assumedBy: new ServicePrincipal('codepipeline.amazonaws.com'),
    });
    const codePipeline = new Policy(this, 'CodePipeline', {
      policyName: 'CodePipeline',
      roles: [this],
      statements: [
        // Each action downloads a version of its input artifact from the artifact bucket and
        // uploads its output artifact to it.
        new PolicyStatement({
          sid: 'ArtifactObjects',
          actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
          resources: [`arn:${partition}:s3:::${artifactBucketPrefix}-${account}/*`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // CodePipeline checks the owner, Region and versioning of the artifact bucket.
        new PolicyStatement({
          sid: 'ArtifactBucket',
          actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
          resources: [`arn:${partition}:s3:::${artifactBucketPrefix}-${account}`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // The build action starts the build project and waits for the build to end.
        new PolicyStatement({
          sid: 'RunBuild',
          actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
          resources: [`arn:${partition}:codebuild:${region}:${account}:project/${buildProject}`],
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
        // The actions of the other environments run with a role of that environment.
        new PolicyStatement({
          sid: 'AssumeDeployRoles',
          actions: ['sts:AssumeRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/0Shop_API-v2-pipeline-deploy-role-dev-2`,
          ],
        }),
      ],
    });
    Validations.of(codePipeline).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${artifactBucketPrefix}-<AWS::AccountId>/*]`,
      reason: 'Statement ArtifactObjects says why.',
    });
  }
}
