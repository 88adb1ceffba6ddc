import { template } from '../iam/template-string.ts';
import { readArtifactKey, readArtifacts, readOwnArtifactKey } from './shared/artifacts.ts';
import { buildLogs, publishReports, trustProject } from './shared/builds.ts';
import { VALIDATION_POLICY } from './shared/validation.ts';
import type { Role } from './types.ts';

/** The role of the build that compares the roles in the account with their definition. */
export const codebuildValidateRole = {
  id: 'codebuild-validate',
  title: 'CodeBuild validation role',
  name: template('<project>-codebuild-validate-role-<environment>'),
  recommended: false,
  follows: true,
  purpose:
    "Lets the pipeline's validation run scripts/validate-iam.sh: it reads the roles of this repo and no others, and changes nothing.",
  why: 'A pipeline has it where its source holds the scripts (--option codepipeline.validateStage=off leaves it out). It is a role of its own, so that what reads the roles is never the privileged build that pushes images.',
  risk: 'Whoever changes the source runs commands with it. It reads the policies of these roles, and it writes its own log and its own test report.',
  trust: [trustProject('<validateProject>')],
  policies: [
    buildLogs('<validateProject>'),
    { name: 'BuildArtifacts', statements: [readArtifacts] },
    {
      name: VALIDATION_POLICY,
      // lib/service/validation-reads.ts adds the reads, because they name every role of the model.
      statements: [
        publishReports(
          'ValidationReport',
          '<validateProject>',
          'The validation project publishes its findings as a test report.',
        ),
      ],
    },
  ],
  options: {
    artifactKmsKey: readArtifactKey('BuildArtifacts'),
    ownArtifactKey: readOwnArtifactKey('BuildArtifacts'),
  },
  notGranted: [
    {
      action: 's3:PutObject',
      reason: 'The validation has no output artifact: its findings are a test report.',
    },
  ],
  sources: [
    'Allow CodeBuild to interact with other AWS services: https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html',
    'Test report permissions: https://docs.aws.amazon.com/codebuild/latest/userguide/test-permissions.html',
    'Actions, resources, and condition keys for IAM: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
  ],
} as const satisfies Role;
