import { bucketPolicy } from '../../../service/pipeline/build-pipeline.ts';
import type { ArtifactBucket } from '../../../service/pipeline/types.ts';
import { templateText, text } from '../expression.ts';
import { attribute, type Block, block, comment, type Item, line, list } from '../hcl.ts';
import { policyDocumentBlock } from '../policy-document.ts';
import { printHcl } from '../print-hcl.ts';
import { bucketKey } from './key-file.ts';

/** `pipeline/bucket.tf`: the artifact bucket and its settings. */
export function bucketFile(bucket: ArtifactBucket): string {
  return printHcl([
    bucketBlock(bucket),
    setting(
      'public_access_block',
      PUBLIC_ACCESS.map((name) => attribute(name, line('true'))),
    ),
    setting('server_side_encryption_configuration', [encryption(bucket)]),
    setting('versioning', [
      block(['versioning_configuration'], [attribute('status', text('Enabled'))]),
    ]),
    setting('lifecycle_configuration', expiry(bucket)),
    policyDocument(bucket),
    setting('policy', [attribute('policy', line('data.aws_iam_policy_document.artifacts.json'))]),
  ]);
}

function bucketBlock({ name }: ArtifactBucket): Block {
  return block(
    ['resource', 'aws_s3_bucket', 'artifacts'],
    [
      attribute('bucket', templateText(name)),
      comment('Artifacts expire anyway: those that are left are no reason to keep the bucket.'),
      attribute('force_destroy', line('true')),
    ],
    'What one stage hands to the next. Artifacts expire.',
  );
}

function policyDocument(bucket: ArtifactBucket): Block {
  const { name, readers } = bucket;
  const arn = `arn:<partition>:s3:::${name}`;
  const references = new Map([
    [arn, 'aws_s3_bucket.artifacts.arn'],
    [`${arn}/*`, '"${aws_s3_bucket.artifacts.arn}/*"'],
  ]);
  const whys = [
    'No request without TLS.',
    ...readers.map(({ environment }) => `The roles of ${environment} read artifacts.`),
  ];
  return policyDocumentBlock(bucketPolicy(bucket), { label: 'artifacts', whys, references });
}

const PUBLIC_ACCESS = [
  'block_public_acls',
  'block_public_policy',
  'ignore_public_acls',
  'restrict_public_buckets',
];

function setting(kind: string, items: readonly Item[]): Block {
  return block(
    ['resource', `aws_s3_bucket_${kind}`, 'artifacts'],
    [attribute('bucket', line('aws_s3_bucket.artifacts.bucket')), ...items],
  );
}

function encryption(bucket: ArtifactBucket): Block {
  const key = bucketKey(bucket);
  const items =
    key === undefined
      ? [attribute('sse_algorithm', text('AES256'))]
      : [attribute('sse_algorithm', text('aws:kms')), attribute('kms_master_key_id', key)];
  return block(['rule'], [block(['apply_server_side_encryption_by_default'], items)]);
}

function expiry({ expireAfter }: ArtifactBucket): readonly Item[] {
  const days = line(String(expireAfter));
  return [
    block(
      ['rule'],
      [
        attribute('id', text('ExpireArtifacts')),
        attribute('status', text('Enabled')),
        block(['filter'], []),
        block(['expiration'], [attribute('days', days)]),
        block(['noncurrent_version_expiration'], [attribute('noncurrent_days', days)]),
        block(
          ['abort_incomplete_multipart_upload'],
          [attribute('days_after_initiation', line('1'))],
        ),
      ],
    ),
    comment('There are no noncurrent versions without it.'),
    attribute('depends_on', list([line('aws_s3_bucket_versioning.artifacts')])),
  ];
}
