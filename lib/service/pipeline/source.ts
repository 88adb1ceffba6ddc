import type { SourceKind } from '../../answers/types.ts';
import { type TemplateString, template } from '../../iam/template-string.ts';
import type { Action } from './types.ts';

/** The name of the artifact that the source stage hands on. */
export const SOURCE_ARTIFACT = 'Source';

/**
 * The source action of each kind. CodeCommit and S3 are polled by the pipeline itself: an
 * EventBridge rule would need a role of its own.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
 */
export function sourceAction(source: SourceKind): Action {
  const { provider, configuration } = SOURCES[source];
  return {
    name: 'Source',
    category: 'Source',
    provider,
    configuration,
    inputs: [],
    outputs: [SOURCE_ARTIFACT],
    namespace: 'SourceVariables',
  };
}

const SOURCES: Readonly<
  Record<
    SourceKind,
    { readonly provider: string; readonly configuration: Readonly<Record<string, TemplateString>> }
  >
> = {
  codeconnections: {
    provider: 'CodeStarSourceConnection',
    configuration: {
      ConnectionArn: template(
        'arn:<partition>:<connectionService>:<region>:<account>:connection/<connectionId>',
      ),
      FullRepositoryId: template('<repositoryId>'),
      BranchName: template('<branch>'),
      OutputArtifactFormat: template('CODE_ZIP'),
    },
  },
  codecommit: {
    provider: 'CodeCommit',
    configuration: {
      RepositoryName: template('<sourceRepository>'),
      BranchName: template('<branch>'),
      PollForSourceChanges: template('true'),
      OutputArtifactFormat: template('CODE_ZIP'),
    },
  },
  ecr: {
    provider: 'ECR',
    configuration: {
      RepositoryName: template('<repository>'),
      ImageTag: template('<environment>'),
    },
  },
  s3: {
    provider: 'S3',
    configuration: {
      S3Bucket: template('<sourceBucket>'),
      S3ObjectKey: template('<sourceKey>'),
      PollForSourceChanges: template('true'),
    },
  },
};
