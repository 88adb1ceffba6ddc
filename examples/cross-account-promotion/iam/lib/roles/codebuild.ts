import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * CodeBuild service role. Lets CodeBuild pull and push the image, write logs, read and write
 * pipeline artifacts and publish test reports. Where the buildspec deploys, it also registers the
 * task definition and updates the service.
 */
export class CodeBuildRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, repository, buildProject, homeAccount, artifactBucketPrefix } =
      config;
    super(scope, id, {
      roleName: `${project}-codebuild-role-${environment}`,
      path: '/',
      description: 'CodeBuild service role of shop',
      maxSessionDuration: Duration.hours(1),
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: {
            'aws:SourceArn': `arn:${partition}:codebuild:${region}:${account}:project/${buildProject}`,
          },
        },
      }),
    });
    const codeBuild = new Policy(this, 'CodeBuild', {
      policyName: 'CodeBuild',
      roles: [this],
      statements: [
        // CodeBuild creates the log group of the project on the first build.
        new PolicyStatement({
          sid: 'CreateBuildLogGroup',
          actions: ['logs:CreateLogGroup'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/codebuild/${buildProject}`,
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/codebuild/${buildProject}:*`,
          ],
        }),
        // CodeBuild creates a log stream for each build and writes its output to it.
        new PolicyStatement({
          sid: 'WriteBuildLogs',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/codebuild/${buildProject}:*`,
          ],
        }),
        // Each action downloads a version of its input artifact from the artifact bucket and
        // uploads its output artifact to it.
        new PolicyStatement({
          sid: 'ArtifactObjects',
          actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
          resources: [`arn:${partition}:s3:::${artifactBucketPrefix}-${account}/*`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // CodeBuild checks the owner and the Region of the artifact bucket before it uploads.
        new PolicyStatement({
          sid: 'ArtifactBucket',
          actions: ['s3:GetBucketAcl', 's3:GetBucketLocation'],
          resources: [`arn:${partition}:s3:::${artifactBucketPrefix}-${account}`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // S3 encrypts each artifact with the key of this alias when the role writes it and decrypts
        // it when the role reads it.
        new PolicyStatement({
          sid: 'ArtifactKey',
          actions: [
            'kms:Decrypt',
            'kms:DescribeKey',
            'kms:Encrypt',
            'kms:GenerateDataKey',
            'kms:ReEncryptFrom',
            'kms:ReEncryptTo',
          ],
          resources: [`arn:${partition}:kms:${region}:${account}:key/*`],
          conditions: {
            'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${project}-dev-artifacts` },
          },
        }),
        // Every pull and every push needs an authorization token; this action supports only *.
        new PolicyStatement({
          sid: 'EcrAuthToken',
          actions: ['ecr:GetAuthorizationToken'],
          resources: ['*'],
        }),
        // docker push uploads the manifest and the layers that the repository does not have; docker
        // pull reads the image as a layer cache.
        new PolicyStatement({
          sid: 'EcrPullPush',
          actions: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:CompleteLayerUpload',
            'ecr:GetDownloadUrlForLayer',
            'ecr:InitiateLayerUpload',
            'ecr:PutImage',
            'ecr:UploadLayerPart',
          ],
          resources: [`arn:${partition}:ecr:${region}:${homeAccount}:repository/${repository}`],
        }),
        // CodeBuild creates a report group for the reports section of the buildspec and adds each
        // report to it; without these actions the build fails even if its tests pass.
        new PolicyStatement({
          sid: 'TestReports',
          actions: [
            'codebuild:BatchPutCodeCoverages',
            'codebuild:BatchPutTestCases',
            'codebuild:CreateReport',
            'codebuild:CreateReportGroup',
            'codebuild:UpdateReport',
          ],
          resources: [
            `arn:${partition}:codebuild:${region}:${account}:report-group/${buildProject}-*`,
          ],
        }),
      ],
    });
    Validations.of(codeBuild).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/codebuild/${buildProject}:*]`,
        reason: 'Statements CreateBuildLogGroup and WriteBuildLogs say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${artifactBucketPrefix}-<AWS::AccountId>/*]`,
        reason: 'Statement ArtifactObjects says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kms:<AWS::Region>:<AWS::AccountId>:key/*]',
        reason: 'Statement ArtifactKey says why.',
      },
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Statement EcrAuthToken says why.' },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:codebuild:<AWS::Region>:<AWS::AccountId>:report-group/${buildProject}-*]`,
        reason: 'Statement TestReports says why.',
      },
    );
  }
}
