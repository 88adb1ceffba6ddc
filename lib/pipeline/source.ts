import type { SourceKind } from '../answers/types.ts';
import { type OpenString, open } from '../iam/open.ts';
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
    { readonly provider: string; readonly configuration: Readonly<Record<string, OpenString>> }
  >
> = {
  codeconnections: {
    provider: 'CodeStarSourceConnection',
    configuration: {
      ConnectionArn: open(
        'arn:<partition>:<connectionService>:<region>:<account>:connection/<connectionId>',
      ),
      FullRepositoryId: open('<repositoryId>'),
      BranchName: open('<branch>'),
      OutputArtifactFormat: open('CODE_ZIP'),
    },
  },
  codecommit: {
    provider: 'CodeCommit',
    configuration: {
      RepositoryName: open('<sourceRepository>'),
      BranchName: open('<branch>'),
      PollForSourceChanges: open('true'),
      OutputArtifactFormat: open('CODE_ZIP'),
    },
  },
  ecr: {
    provider: 'ECR',
    configuration: { RepositoryName: open('<repository>'), ImageTag: open('<environment>') },
  },
  s3: {
    provider: 'S3',
    configuration: {
      S3Bucket: open('<sourceBucket>'),
      S3ObjectKey: open('<sourceKey>'),
      PollForSourceChanges: open('true'),
    },
  },
};
