import type { Environment } from '../iam/model.ts';
import { substitute } from '../iam/template-string.ts';
import type { Pipeline } from '../service/pipeline/types.ts';
import { environmentWord } from './environment-word.ts';

const ACCOUNT = '$(aws sts get-caller-identity --query Account --output text)';

/**
 * Shell lines that empty the artifact bucket of the environment `$ENV`; none where the bucket is the
 * user's. It keeps versions, so every version and every delete marker has to go before it can.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/empty-bucket.html
 */
export function emptyBucketLines(
  { bucket, environments: pipelined }: Pipeline,
  environments: readonly Environment[],
): string {
  if (bucket.existing) return '';
  const nameIn = ({ values }: Environment) =>
    substitute(bucket.name, values).replace('<account>', 'ACCOUNT');
  const [home] = environments;
  // With one pipeline the name is home's, whatever ENV is.
  const word =
    pipelined.length === 1 && home ? nameIn(home) : environmentWord(environments, nameIn);
  const name = word.includes('ACCOUNT') ? `"${word.replace('ACCOUNT', ACCOUNT)}"` : word;
  return `BUCKET=${name}
# Everything in the bucket goes, 1,000 objects at a time: repeat while it lists any.
aws s3api delete-objects --bucket "$BUCKET" --delete "$(aws s3api list-object-versions --bucket "$BUCKET" --max-items 1000 --output json --query '{Objects: [Versions, DeleteMarkers][].{Key: Key, VersionId: VersionId}}')"
`;
}
