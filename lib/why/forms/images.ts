import { arnHere, type Form, NOBODY, plainForm, type Reading, steps } from '../form.ts';

/** Images and repositories that are not there. */
export const IMAGE_FORMS: readonly Form[] = [
  {
    id: 'repository-not-found',
    pattern:
      /repository with name '([^']+)' does not exist in the registry with id '(\d{12})'|RepositoryNotFoundException/i,
    read: (_, reading) => ({
      ...NOBODY,
      kind: 'not-found',
      resource: repositoryIn(reading),
      meaning: 'Not IAM: there is no such repository in this registry and Region.',
      steps: steps(
        'Correct the image in the task definition (account, Region, name), or create the repository.',
        [
          'See which repositories there are:',
          "aws ecr describe-repositories --query 'repositories[].repositoryUri'",
        ],
      ),
    }),
  },
  plainForm(
    'image-not-found',
    /manifest unknown|manifest for \S+ not found|failed to resolve ref(?:erence)? \S+: \S*:? ?not found|[^\s"]+:[\w.-]+: not found|requested image not found|ImageNotFoundException/i,
    {
      kind: 'not-found',
      meaning: 'Not IAM: the repository was reached, and it has no image with this tag or digest.',
      steps: steps(
        'Push the image first, or correct the tag in the task definition; a lifecycle policy may have expired it.',
        [
          'See which tags there are:',
          "aws ecr describe-images --repository-name REPOSITORY --query 'imageDetails[].imageTags'",
        ],
      ),
    },
  ),
];

/** The ARN of the repository that a message of ECR names. */
export function repositoryIn(reading: Reading): string | null {
  const [, name, account = reading.account] =
    /repository with name '([^']+)'(?:.*?registry with id '(\d{12})')?/.exec(
      reading.message.text,
    ) ?? [];
  return name === undefined ? null : arnHere({ ...reading, account }, 'ecr', `repository/${name}`);
}
