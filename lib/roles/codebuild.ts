import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { buildDeployOptions } from './codebuild/deploy.ts';
import { buildImageOptions } from './codebuild/images.ts';
import { buildInputOptions } from './codebuild/inputs.ts';
import { buildNetworkOptions } from './codebuild/network.ts';
import { buildSourceOptions } from './codebuild/sources.ts';
import { buildValidateOptions } from './codebuild/validate.ts';
import { ARTIFACT_BUCKET, logGroupArn, logStreamsOf } from './shared/arns.ts';
import { artifactObjects, IN_OWN_ACCOUNT } from './shared/artifacts.ts';
import type { Role } from './types.ts';

/** The role that the buildspec's commands run with. */
export const codebuildRole = {
  id: 'codebuild',
  title: 'CodeBuild service role',
  name: template('<project>-codebuild-role-<environment>'),
  recommended: true,
  purpose:
    'Builds the image, pushes it to ECR, writes logs, reads and writes pipeline artifacts, publishes test reports and, where the buildspec deploys, registers the task definition and updates the service.',
  why: 'Every build of the image in CodeBuild needs one. The permissions to deploy are a policy of their own, added only where the buildspec deploys.',
  trust: [
    trustService('CodeBuildAssume', 'codebuild.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
      ArnLike: {
        'aws:SourceArn': 'arn:<partition>:codebuild:<region>:<account>:project/<buildProject>',
      },
    }),
  ],
  policies: [
    {
      name: 'BuildLogs',
      statements: [
        allow(
          'WriteBuildLogs',
          ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
          [
            logGroupArn('/aws/codebuild/<buildProject>'),
            logStreamsOf('/aws/codebuild/<buildProject>'),
          ],
          {
            why: 'CodeBuild makes the log group of the project on its first build and one stream per build.',
          },
        ),
      ],
    },
    {
      name: 'BuildArtifacts',
      statements: [
        artifactObjects,
        allow('ArtifactBucket', ['s3:GetBucketAcl', 's3:GetBucketLocation'], [ARTIFACT_BUCKET], {
          why: 'CodeBuild checks the owner and the Region of the artifact bucket before it uploads.',
          conditions: IN_OWN_ACCOUNT,
        }),
      ],
    },
  ],
  options: {
    ...buildImageOptions,
    ...buildDeployOptions,
    ...buildInputOptions,
    ...buildSourceOptions,
    ...buildNetworkOptions,
    ...buildValidateOptions,
  },
  notGranted: [],
  sources: [
    'Allow CodeBuild to interact with other AWS services: https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html',
    'Test report permissions: https://docs.aws.amazon.com/codebuild/latest/userguide/test-permissions.html',
    'Use Amazon VPC with CodeBuild, example policy: https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html',
    'Grant permission to tag resources on creation: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html',
    'Service Authorization Reference, Amazon ECS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
  ],
} as const satisfies Role;
