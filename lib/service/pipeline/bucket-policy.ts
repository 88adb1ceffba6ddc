import type { PolicyDocument } from '../../iam/document.ts';
import type { TemplateString } from '../../iam/template-string.ts';

/**
 * The artifact bucket's policy: no request without TLS. The roles of the same account need no
 * Allow in it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 */
export function bucketPolicy(bucket: TemplateString): PolicyDocument {
  const arn = `arn:<partition>:s3:::${bucket}`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DenyInsecureTransport',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  };
}
