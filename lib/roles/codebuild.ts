import type { Statement } from '../iam/model.ts';
import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { inputOptions, networkOptions, sourceOptions } from './codebuild/options.ts';
import { ARTIFACT_BUCKET, logGroupArn, logStreamsOf } from './shared/arns.ts';
import { artifactObjects, IN_OWN_ACCOUNT } from './shared/artifacts.ts';
import {
  deployService,
  passTaskRoles,
  readTaskDefinition,
  registerTaskDefinition,
  scopedRegistration,
  tagTaskDefinitionOnRegister,
} from './shared/deploy.ts';
import { ecrAuthToken, ecrPullPush } from './shared/images.ts';
import type { Role, RoleOption } from './types.ts';

const NOTHING_BUILT =
  'The source is an image that is already built (--source ecr): nothing is built here.';

/** What a build that makes an image needs: the registry, and somewhere for its test reports. */
const imageOptions = {
  buildImages: {
    summary: 'The build pulls and pushes the image. On unless the source is an image.',
    policy: 'BuildImages',
    statements: [ecrAuthToken, ecrPullPush],
    whenOff: NOTHING_BUILT,
  },
  buildReports: {
    summary: 'The build publishes test reports. On unless the source is an image.',
    policy: 'BuildReports',
    statements: [
      publishReports(
        'TestReports',
        '<buildProject>',
        'The reports section of a buildspec creates a report group named after the project and fills it; without this the build fails although its tests pass.',
      ),
    ],
    whenOff: NOTHING_BUILT,
  },
} as const satisfies Record<string, RoleOption>;

/** The buildspec as the one that deploys. */
const deployOptions = {
  deployFromBuild: {
    summary:
      'The buildspec registers the task definition and updates the service. On when the build deploys (deploy kind build).',
    policy: 'BuildDeploy',
    statements: [
      readTaskDefinition,
      registerTaskDefinition,
      tagTaskDefinitionOnRegister,
      deployService,
      passTaskRoles,
    ],
    whenOff:
      'The build only builds and pushes the image; the pipeline deploys it. --deploy build grants it here.',
  },
  scopedRegisterTaskDefinition: scopedRegistration('BuildDeploy', 'deployFromBuild'),
} as const satisfies Record<string, RoleOption>;

/** The stage that proves, before anything is built, that the account holds the roles as defined. */
const validateOptions = {
  validateRoles: {
    summary:
      'A second build project runs scripts/validate-iam.sh with this role, which may then read the roles of this repo and nothing else of IAM. On where there is a pipeline with scripts in its source.',
    policy: 'ValidateRoles',
    // lib/service/validation-reads.ts adds the reads: they name every role of the model.
    statements: [
      publishReports(
        'ValidationReport',
        '<validateProject>',
        'The findings of the validation are a test report of the validation project.',
      ),
    ],
    trust: [
      trustService('CodeBuildAssume', 'codebuild.amazonaws.com', {
        StringEquals: { 'aws:SourceAccount': '<account>' },
        ArnLike: {
          'aws:SourceArn': ['<buildProject>', '<validateProject>'].map(
            (project) => `arn:<partition>:codebuild:<region>:<account>:project/${project}`,
          ),
        },
      }),
    ],
  },
} as const satisfies Record<string, RoleOption>;

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
    ...imageOptions,
    ...deployOptions,
    ...inputOptions,
    ...sourceOptions,
    ...networkOptions,
    ...validateOptions,
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

/** Publishing the test reports of a build project: its report groups begin with its name. */
function publishReports(sid: string, project: string, why: string): Statement {
  return allow(
    sid,
    [
      'codebuild:BatchPutCodeCoverages',
      'codebuild:BatchPutTestCases',
      'codebuild:CreateReport',
      'codebuild:CreateReportGroup',
      'codebuild:UpdateReport',
    ],
    [`arn:<partition>:codebuild:<region>:<account>:report-group/${project}-*`],
    { why },
  );
}
