import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type Environment, home } from '../environments';

/**
 * CodeBuild validation role. Lets the pipeline's validation run scripts/validate-iam.sh: it reads
 * the roles of this repo and no others, and changes nothing.
 */
export class CodeBuildValidateRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, urlSuffix: dnsSuffix, region, account } = Stack.of(scope);
    const { project, environment, repository, validateProject, homeAccount } = config;
    super(scope, id, {
      roleName: `${project}-codebuild-validate-role-${environment}`,
      path: '/',
      description: 'CodeBuild validation role of shop',
      maxSessionDuration: Duration.hours(1),
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: {
            'aws:SourceArn': `arn:${partition}:codebuild:${region}:${account}:project/${validateProject}`,
          },
        },
      }),
    });
    const codeBuildValidate = new Policy(this, 'CodeBuildValidate', {
      policyName: 'CodeBuildValidate',
      roles: [this],
      statements: [
        // CodeBuild creates the log group of the project on the first build.
        new PolicyStatement({
          sid: 'CreateBuildLogGroup',
          actions: ['logs:CreateLogGroup'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/codebuild/${validateProject}`,
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/codebuild/${validateProject}:*`,
          ],
        }),
        // CodeBuild creates a log stream for each build and writes its output to it.
        new PolicyStatement({
          sid: 'WriteBuildLogs',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/codebuild/${validateProject}:*`,
          ],
        }),
        // The action downloads its input artifact from the artifact bucket of the pipeline.
        new PolicyStatement({
          sid: 'ReadArtifacts',
          actions: ['s3:GetObject', 's3:GetObjectVersion'],
          resources: [`arn:${partition}:s3:::shop-dev-artifacts-${homeAccount}/*`],
          conditions: { StringEquals: { 'aws:ResourceAccount': homeAccount } },
        }),
        // S3 decrypts each artifact with the key of the pipeline when the role reads it; the policy
        // of that key names this role, and no other key of that account does.
        new PolicyStatement({
          sid: 'ReadOwnArtifactKey',
          actions: ['kms:Decrypt', 'kms:DescribeKey'],
          resources: [`arn:${partition}:kms:${region}:${homeAccount}:key/*`],
          conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.${dnsSuffix}` } },
        }),
        // The validation project publishes its findings as a test report.
        new PolicyStatement({
          sid: 'ValidationReport',
          actions: [
            'codebuild:BatchPutCodeCoverages',
            'codebuild:BatchPutTestCases',
            'codebuild:CreateReport',
            'codebuild:CreateReportGroup',
            'codebuild:UpdateReport',
          ],
          resources: [
            `arn:${partition}:codebuild:${region}:${account}:report-group/${validateProject}-*`,
          ],
        }),
        // Settings, trust and policies of each role.
        new PolicyStatement({
          sid: 'ReadRoles',
          actions: [
            'iam:GetRole',
            'iam:GetRolePolicy',
            'iam:ListAttachedRolePolicies',
            'iam:ListRolePolicies',
          ],
          resources: [
            `arn:${partition}:iam::${account}:role/${project}-ecs-task-execution-role-${environment}`,
            `arn:${partition}:iam::${account}:role/${project}-ecs-task-role-${environment}`,
            `arn:${partition}:iam::${account}:role/${project}-codebuild-validate-role-${environment}`,
          ],
        }),
        // Listed below a path prefix; the call takes no resource.
        new PolicyStatement({
          sid: 'FindServiceLinkedRoles',
          actions: ['iam:ListRoles'],
          resources: ['*'],
        }),
      ],
    });
    Validations.of(codeBuildValidate).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/codebuild/${validateProject}:*]`,
        reason: 'Statements CreateBuildLogGroup and WriteBuildLogs say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::shop-dev-artifacts-${homeAccount}/*]`,
        reason: 'Statement ReadArtifacts says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kms:<AWS::Region>:${homeAccount}:key/*]`,
        reason: 'Statement ReadOwnArtifactKey says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:codebuild:<AWS::Region>:<AWS::AccountId>:report-group/${validateProject}-*]`,
        reason: 'Statement ValidationReport says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Statement FindServiceLinkedRoles says why.',
      },
    );
    if (config.environment === home) {
      new Policy(this, 'ValidateHomeRoles', {
        policyName: 'ValidateHomeRoles',
        roles: [this],
        statements: [
          // Settings, trust and policies of each role.
          new PolicyStatement({
            sid: 'ReadRoles',
            actions: [
              'iam:GetRole',
              'iam:GetRolePolicy',
              'iam:ListAttachedRolePolicies',
              'iam:ListRolePolicies',
            ],
            resources: [
              `arn:${partition}:iam::${account}:role/${project}-codebuild-role-${environment}`,
              `arn:${partition}:iam::${account}:role/${project}-codepipeline-role-${environment}`,
            ],
          }),
          // That the repository exists, and its policy.
          new PolicyStatement({
            sid: 'ReadRepository',
            actions: ['ecr:DescribeRepositories', 'ecr:GetRepositoryPolicy'],
            resources: [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`],
          }),
        ],
      });
    } else {
      new Policy(this, 'ValidateOtherRoles', {
        policyName: 'ValidateOtherRoles',
        roles: [this],
        statements: [
          // Settings, trust and policies of each role.
          new PolicyStatement({
            sid: 'ReadRoles',
            actions: [
              'iam:GetRole',
              'iam:GetRolePolicy',
              'iam:ListAttachedRolePolicies',
              'iam:ListRolePolicies',
            ],
            resources: [
              `arn:${partition}:iam::${account}:role/${project}-pipeline-deploy-role-${environment}`,
            ],
          }),
        ],
      });
    }
  }
}
