import type { Statement } from '../../iam/model.ts';
import { allow } from '../../iam/statements.ts';
import { OWN_REPOSITORY, REGISTRY_REPOSITORY } from './arns.ts';

/** What every pull calls: are the layers there, the manifest, the layers. */
export const PULL_ACTIONS = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
] as const;

const PUSH_ACTIONS = [
  'ecr:CompleteLayerUpload',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
] as const;

/** The login before any pull or push. */
export const ecrAuthToken = allow('EcrAuthToken', ['ecr:GetAuthorizationToken'], ['*'], {
  why: 'Every pull and push begins with a login token, and the call names no repository.',
});

/** A pull from the project's own repository. */
export const ecrPull = allow('EcrPull', PULL_ACTIONS, [OWN_REPOSITORY], {
  why: "Starting a task checks the image's layers, reads its manifest and downloads the layers.",
});

/** A pull from the shared repository of another account. */
export const ecrPullCrossAccount = allow(
  'EcrPullCrossAccount',
  PULL_ACTIONS,
  [REGISTRY_REPOSITORY],
  {
    why: "The image lies in another account's repository, whose policy must allow this role as well.",
  },
);

/** Pull and push on the project's own repository. */
export const ecrPullPush: Statement = allow(
  'EcrPullPush',
  [...PULL_ACTIONS, ...PUSH_ACTIONS],
  [OWN_REPOSITORY],
  {
    why: 'docker push uploads the new layers and the manifest; the pull half serves the layer cache and skips layers already there.',
  },
);
