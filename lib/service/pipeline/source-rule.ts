import type { SourceKind } from '../../answers/types.ts';
import { type TemplateString, template } from '../../iam/template-string.ts';
import type { EventPattern, SourceRule } from './types.ts';

/**
 * The EventBridge rule that starts the pipeline when its source changes; undefined for a connection,
 * which starts it without one.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/create-cwe-ecr-source-cli.html
 */
export function sourceRule(source: SourceKind): Omit<SourceRule, 'role'> | undefined {
  if (source === 'codeconnections') return undefined;
  return {
    name: template('<sourceRuleName>'),
    description: `Starts the pipeline when ${CHANGES[source]}.`,
    pattern: PATTERNS[source],
  };
}

const CHANGES = {
  codecommit: 'the branch has a new commit',
  ecr: 'an image with the tag is pushed',
  s3: 'the object has a new version',
} as const;

const PATTERNS: Readonly<Record<Exclude<SourceKind, 'codeconnections'>, EventPattern>> = {
  // https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-trigger-source-repo-changes-cli.html
  codecommit: {
    source: texts('aws.codecommit'),
    'detail-type': texts('CodeCommit Repository State Change'),
    resources: texts('arn:<partition>:codecommit:<region>:<account>:<sourceRepository>'),
    detail: {
      event: texts('referenceCreated', 'referenceUpdated'),
      referenceType: texts('branch'),
      referenceName: texts('<branch>'),
    },
  },
  ecr: {
    source: texts('aws.ecr'),
    'detail-type': texts('ECR Image Action'),
    detail: {
      'action-type': texts('PUSH'),
      'image-tag': texts('<environment>'),
      'repository-name': texts('<repository>'),
      result: texts('SUCCESS'),
    },
  },
  // https://docs.aws.amazon.com/codepipeline/latest/userguide/create-S3-source-events.html
  s3: {
    source: texts('aws.s3'),
    'detail-type': texts('Object Created'),
    detail: {
      bucket: { name: texts('<sourceBucket>') },
      object: { key: texts('<sourceKey>') },
    },
  },
};

function texts(...values: readonly string[]): readonly TemplateString[] {
  return values.map(template);
}
