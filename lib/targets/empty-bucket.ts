import type { Environment } from '../iam/model.ts';
import type { PlaceholderValues } from '../iam/placeholders.ts';
import type { TemplateString } from '../iam/template-string.ts';
import { placeholdersOf, substitute } from '../iam/template-string.ts';
import type { Pipeline } from '../service/pipeline/types.ts';
import { shellText } from '../shell.ts';

const ACCOUNT = 'aws sts get-caller-identity --query Account --output text';

/**
 * Shell lines that empty the artifact bucket of an environment; none where the bucket is the user's.
 * It keeps versions, so every version and every delete marker has to go before it can.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/empty-bucket.html
 */
export function emptyBucketLines({ bucket }: Pipeline, { values }: Environment): readonly string[] {
  if (bucket.given) return [];
  return [
    `BUCKET=${bucketWord(bucket.name, values)}`,
    '# Everything in the bucket goes, 1,000 objects at a time: repeat while it lists any.',
    'aws s3api delete-objects --bucket "$BUCKET" --delete "$(aws s3api list-object-versions' +
      ' --bucket "$BUCKET" --max-items 1000 --output json' +
      ` --query '{Objects: [Versions, DeleteMarkers][].{Key: Key, VersionId: VersionId}}')"`,
  ];
}

/** The account is asked for where nobody has named it. */
function bucketWord(name: TemplateString, values: PlaceholderValues): string {
  const known = substitute(name, values);
  if (placeholdersOf(known).length === 0) return shellText(known);
  return `"${known.replace('<account>', `$(${ACCOUNT})`)}"`;
}
