import { template } from '../../../iam/template-string.ts';
import { keyArn } from '../../../roles/shared/arns.ts';
import { keyPolicy } from '../../../service/pipeline/build-pipeline.ts';
import type { ArtifactBucket } from '../../../service/pipeline/types.ts';
import { templateText } from '../expression.ts';
import { attribute, block, type Expression, line } from '../hcl.ts';
import { policyDocumentBlock } from '../policy-document.ts';
import { printHcl } from '../print-hcl.ts';

/** The ARN of the bucket's customer managed key; undefined where it has none. */
export function bucketKey({ kmsKeyId, keyAlias }: ArtifactBucket): Expression | undefined {
  if (kmsKeyId !== undefined) return templateText(template(keyArn(kmsKeyId)));
  return keyAlias === undefined ? undefined : line('aws_kms_key.artifacts.arn');
}

/** `key.tf`: the key that is made for the artifacts; undefined where none is. */
export function keyFile(bucket: ArtifactBucket): string | undefined {
  const { keyAlias, readers } = bucket;
  if (keyAlias === undefined) return undefined;
  const whys = [
    'The policies of this account decide who uses the key.',
    ...readers.map(({ environment }) => `The roles of ${environment} read artifacts.`),
  ];
  const document = { label: 'artifacts_key', whys, references: new Map<string, string>() };
  return printHcl([
    policyDocumentBlock(keyPolicy(bucket), document),
    block(
      ['resource', 'aws_kms_key', 'artifacts'],
      [
        attribute('enable_key_rotation', line('true')),
        attribute('policy', line('data.aws_iam_policy_document.artifacts_key.json')),
      ],
      'Encrypts the artifacts: the default key of S3 cannot be shared with another account.',
    ),
    block(
      ['resource', 'aws_kms_alias', 'artifacts'],
      [
        attribute('name', templateText(keyAlias)),
        attribute('target_key_id', line('aws_kms_key.artifacts.key_id')),
      ],
    ),
  ]);
}
