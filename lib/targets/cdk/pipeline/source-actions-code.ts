import type { Action } from '../../../service/pipeline/types.ts';
import { type Item, property } from '../code.ts';
import { type ActionConstruct, call, output, setting } from './staged-action.ts';

export function connectionSource(action: Action): ActionConstruct {
  return {
    className: 'CodeStarConnectionsSourceAction',
    props: [
      property('connectionArn', setting(action, 'ConnectionArn')),
      { code: 'owner' },
      { label: 'repo: ', code: "repo.join('/')" },
      property('branch', setting(action, 'BranchName')),
      ...output(action),
    ],
  };
}

export function codeCommitSource(action: Action): ActionConstruct {
  const words = ['this', "'Source'", setting(action, 'RepositoryName')];
  return {
    className: 'CodeCommitSourceAction',
    props: [
      { label: 'repository: ', code: call('Repository.fromRepositoryName(', words) },
      property('branch', setting(action, 'BranchName')),
      NO_CLONE,
      { label: 'trigger: ', code: 'CodeCommitTrigger.NONE' },
      ...output(action),
    ],
  };
}

export function bucketSource(action: Action): ActionConstruct {
  const words = ['this', "'Source'", setting(action, 'S3Bucket')];
  return {
    className: 'S3SourceAction',
    props: [
      { label: 'bucket: ', code: call('Bucket.fromBucketName(', words) },
      property('bucketKey', setting(action, 'S3ObjectKey')),
      { label: 'trigger: ', code: 'S3Trigger.NONE' },
      ...output(action),
    ],
  };
}

const NO_CLONE: Item = { label: 'codeBuildCloneOutput: ', code: 'false' };

export function imageSource(action: Action): ActionConstruct {
  return {
    className: 'ImageSourceAction',
    props: [
      property('repositoryName', setting(action, 'RepositoryName')),
      property('imageTag', setting(action, 'ImageTag')),
      ...output(action),
    ],
  };
}
