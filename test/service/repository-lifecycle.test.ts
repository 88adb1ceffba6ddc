import { REPOSITORY_LIFECYCLE } from '../../lib/service/repository-lifecycle.ts';

interface Image {
  readonly digest: string;
  /** Days since the beginning. */
  readonly pushed: number;
  tags: readonly string[];
}

type Selection =
  | {
      readonly tagStatus: 'untagged' | 'any' | 'tagged';
      readonly countType: 'sinceImagePushed';
      readonly countUnit: 'days';
      readonly countNumber: number;
    }
  | {
      readonly tagStatus: 'untagged' | 'any' | 'tagged';
      readonly countType: 'imageCountMoreThan';
      readonly countNumber: number;
    };

interface Lifecycle {
  readonly rules: readonly { readonly rulePriority: number; readonly selection: Selection }[];
}

const KEEPS_100: Lifecycle = {
  rules: [
    ...REPOSITORY_LIFECYCLE.rules,
    {
      rulePriority: 2,
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 100 },
    },
  ],
};

/**
 * What ECR expires, by https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 * Gives the digests.
 */
function expired(images: readonly Image[], { rules }: Lifecycle, today: number): readonly string[] {
  return rules.flatMap(({ selection }) => {
    const selected = images
      .filter(({ tags }) => isSelected(tags, selection.tagStatus))
      .toSorted((a, b) => b.pushed - a.pushed);
    const gone =
      selection.countType === 'sinceImagePushed'
        ? selected.filter(({ pushed }) => today - pushed > selection.countNumber)
        : selected.slice(selection.countNumber);
    return gone.map(({ digest }) => digest);
  });
}

function isSelected(tags: readonly string[], status: Selection['tagStatus']): boolean {
  return status === 'any' || (status === 'tagged') === tags.length > 0;
}

/**
 * A repository in which the build pushes an image every day for 1,000 days, and leaves one without a
 * tag every third day. The service is deployed with the first image, then every 200 days; on every
 * seventh day the tag of the last image moves to the new one, as the tag of a branch does.
 */
function simulate(lifecycle: Lifecycle) {
  let images: Image[] = [];
  let running = 'sha256:0';
  const lost: number[] = [];
  const left = new Set<string>();
  for (let day = 0; day < 1000; day += 1) {
    if (day % 7 === 0) {
      for (const image of images) image.tags = image.tags.filter((tag) => tag !== 'main');
    }
    const moving = day % 7 === 0 ? ['main'] : [];
    images.push({ digest: `sha256:${day}`, pushed: day, tags: [`commit-${day}`, ...moving] });
    if (day % 3 === 0) images.push({ digest: `sha256:left-${day}`, pushed: day, tags: [] });
    if (day % 200 === 0) running = `sha256:${day}`;
    const gone = new Set(expired(images, lifecycle, day));
    images = images.filter(({ digest }) => !gone.has(digest));
    for (const digest of gone) left.add(digest);
    if (!images.some(({ digest }) => digest === running)) lost.push(day);
  }
  return { images, lost, left: [...left] };
}

test('1,000 pushes never expire an image that a service runs', () => {
  expect(simulate(REPOSITORY_LIFECYCLE).lost).toEqual([]);
});

test('no image with a tag expires, and those without one are gone after 14 days', () => {
  const { images, left } = simulate(REPOSITORY_LIFECYCLE);
  expect(images.filter(({ tags }) => tags.length > 0)).toHaveLength(1000);
  expect(left).toHaveLength(329);
  expect(left.every((digest) => digest.startsWith('sha256:left-'))).toBe(true);
  expect(images.filter(({ tags }) => tags.length === 0).map(({ pushed }) => pushed)).toEqual([
    987, 990, 993, 996, 999,
  ]);
});

test('a limit on the number of images would expire what a service runs', () => {
  expect(simulate(KEEPS_100).lost).not.toEqual([]);
});
