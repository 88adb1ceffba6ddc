import type { Statement } from '../../iam/model.ts';
import { allow } from '../../iam/statements.ts';
import { OWN_REPOSITORY, REGISTRY_REPOSITORY } from './arns.ts';

/** The calls of every pull: check the layers, read the manifest, download the layers. */
export const PULL_ACTIONS = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
] as const;

/** The calls of a push: upload the layers, put the manifest. */
export const PUSH_ACTIONS = [
  'ecr:CompleteLayerUpload',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
] as const;

/** Allows the login before a pull or push. */
export const ecrAuthToken = allow('EcrAuthToken', ['ecr:GetAuthorizationToken'], ['*'], {
  why: 'Every pull and every push needs an authorization token; this action supports only *.',
});

/** Allows pulls from the project's own repository. */
export const ecrPull = allow('EcrPull', PULL_ACTIONS, [OWN_REPOSITORY], {
  why: 'The agent checks the layers of the image, reads its manifest and downloads the layers when it starts a task.',
});

/** Allows pulls from the shared repository of another account. */
export const ecrPullCrossAccount = allow(
  'EcrPullCrossAccount',
  PULL_ACTIONS,
  [REGISTRY_REPOSITORY],
  {
    why: 'The image is in a repository of another account, and its repository policy must allow this role too.',
  },
);

/** Allows pulls from and pushes to the project's own repository. */
export const ecrPullPush: Statement = allow(
  'EcrPullPush',
  [...PULL_ACTIONS, ...PUSH_ACTIONS],
  [OWN_REPOSITORY],
  {
    why: 'docker push uploads the manifest and the layers that the repository does not have; docker pull reads the image as a layer cache.',
  },
);
