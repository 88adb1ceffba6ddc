import type { Asker } from '../diagnosis.ts';
import { askerIn, type Form, type Found, NOBODY, type Reading, steps } from '../form.ts';

const ROLE_OF_ACTION =
  'The role of the action is its roleArn, else the service role of the pipeline.';

/** Denials that a service tells in words of its own, without IAM's sentence. */
export const SERVICE_FORMS: readonly Form[] = [
  {
    id: 'pipeline-bucket',
    pattern:
      /(?:permissions|permission).*(?:access|use) the (?:Amazon )?S3 bucket(?: named)? ['"]?([a-z\d][a-z\d.-]+[a-z\d])|S3 (?:artifact )?bucket ['"]?([a-z\d.-]+)['"]?.*(?:Access ?Denied|Forbidden)/i,
    read: ([, named, other], reading) => {
      const bucket = named ?? other ?? '';
      const arn = `arn:${reading.partition}:s3:::${bucket}`;
      const role = askerIn(reading);
      return {
        kind: 'missing-permission',
        role: role === 'operator' || role === 'none' || role === 'task' ? 'codepipeline' : role,
        action: reading.denial?.action ?? null,
        resource: reading.denial?.resource ?? arn,
        meaning: `The role of the action cannot use the artifact bucket. ${ROLE_OF_ACTION}`,
        steps: steps(
          `Allow it s3:GetObject, GetObjectVersion and PutObject on ${arn}/* and s3:GetBucketVersioning, GetBucketAcl and GetBucketLocation on ${arn}.`,
          [
            'With a role of another account the bucket policy and the key policy have to name it as well:',
            `aws s3api get-bucket-policy --bucket ${bucket} --query Policy --output text | jq .`,
          ],
        ),
      };
    },
  },
  {
    id: 'connection',
    pattern:
      /Unable to use Connection:? ['"]?(arn:[\w-]+:(codeconnections|codestar-connections):[^\s'"]+?)[.'"]?(?: |$)/i,
    read: ([, arn = '', prefix = '']) => ({
      kind: 'missing-permission',
      role: 'codepipeline',
      action: `${prefix}:UseConnection`,
      resource: arn.replace(/\.$/, ''),
      meaning:
        "The pipeline's role may not use the connection to the Git provider, or the ARN of the connection has the other prefix.",
      steps: steps(
        `Allow ${prefix}:UseConnection on ${arn}; new connections have codeconnections, older ones codestar-connections, and the policy has to name the one that the pipeline does.`,
        [
          'See that the connection is available:',
          `aws ${prefix} get-connection --connection-arn ${arn}`,
        ],
      ),
    }),
  },
  {
    id: 'pipeline-service',
    pattern:
      /provided role does not have (?:the )?sufficient permissions?(?: to access)? ?:?(?: ?(?:AWS |Amazon )?(ECS|CodeDeploy|S3|SNS|CodeBuild|CloudFormation|ECR|Lambda))?/i,
    read: ([, service = 'the service'], reading) =>
      reading.denial === undefined ? unnamedCall(service, reading) : undefined,
  },
  {
    id: 'codedeploy-role',
    pattern:
      /IAM role (arn:\S+) does not give you permission to perform operations in the following AWS service:? ?(\w+)?/i,
    read: ([, arn = '', service = 'the service'], reading) =>
      reading.denial === undefined
        ? { ...unnamedCall(service, reading), role: 'codedeploy', resource: null, ...nameOf(arn) }
        : undefined,
  },
  {
    id: 'kms-of-secret',
    pattern: /Access to KMS is not allowed/i,
    read: (_, reading) => ({
      kind: 'kms',
      role: askerIn(reading, 'kms:Decrypt'),
      action: 'kms:Decrypt',
      resource: null,
      meaning:
        'The secret itself may be read, but it is encrypted with a customer managed key that the role may not use.',
      steps: steps(
        [
          'See which key it is:',
          `aws secretsmanager describe-secret --secret-id ${/arn:[\w-]+:secretsmanager:[^\s'",]+/.exec(reading.message.text)?.[0] ?? 'SECRET'} --query KmsKeyId`,
        ],
        `Allow kms:Decrypt on the ARN of that key, with kms:ViaService secretsmanager.${reading.region}.amazonaws.com.`,
        'See that the key policy delegates to IAM (the root of the account) or names the role.',
      ),
    }),
  },
  {
    id: 'kms-unknown-key',
    pattern:
      /ciphertext refers to a (?:customer master|KMS) key that does not exist|KMSAccessDenied|KMS\.\w*AccessDenied|not allowed to access.*KMS/i,
    read: (_, reading) =>
      reading.denial === undefined
        ? {
            kind: 'kms',
            role: askerIn(reading, 'kms:Decrypt'),
            action: 'kms:Decrypt',
            resource: /arn:[\w-]+:kms:[^\s'",)]+/.exec(reading.message.text)?.[0] ?? null,
            meaning:
              'The key that encrypts the data is of another account or Region, or the role may not use it: KMS says the same for both.',
            steps: steps(
              'Allow the role kms:Decrypt on the ARN of the key; in another account its key policy has to allow it too.',
              [
                'See what the key policy says:',
                'aws kms get-key-policy --key-id KEY --policy-name default --query Policy --output text | jq .',
              ],
            ),
          }
        : undefined,
  },
  {
    id: 'cdk-bootstrap-role',
    pattern:
      /credentials could not be used to assume ['"]?(arn:[^\s'"]+)|Could not assume role in target account|Need to perform AWS calls for account/i,
    read: ([, arn]) => ({
      kind: 'missing-permission',
      role: 'operator',
      action: 'sts:AssumeRole',
      resource: arn ?? null,
      meaning:
        'The CDK works with roles of its bootstrap stack, and these credentials may not assume them.',
      steps: steps(
        ['See whose credentials they are:', 'aws sts get-caller-identity'],
        'Allow the caller sts:AssumeRole on arn:aws:iam::ACCOUNT:role/cdk-*, or bootstrap the account with --trust.',
      ),
    }),
  },
  {
    id: 'encoded',
    pattern: /Encoded authorization failure message: ?([\w-]{20,})/i,
    read: ([, encoded = ''], reading) =>
      reading.denial === undefined
        ? {
            ...operation(reading),
            kind: 'missing-permission',
            meaning: 'EC2 refuses a call and says why in a code that only the account can read.',
            steps: steps([
              'Decode it (sts:DecodeAuthorizationMessage), and give the result to ecs-iam why:',
              `aws sts decode-authorization-message --encoded-message ${encoded.length > 60 ? '"$MESSAGE"' : encoded}`,
            ]),
          }
        : undefined,
  },
];

/** A pipeline or deployment says which service refused, and not which call. */
function unnamedCall(service: string, reading: Reading): Found {
  const role = askerIn(reading);
  return {
    ...NOBODY,
    kind: 'missing-permission',
    role: role === 'none' || role === 'operator' || role === 'task' ? 'codepipeline' : role,
    meaning: `${service} refused a call of the role, and this message does not say which. ${ROLE_OF_ACTION}`,
    steps: steps([
      'CloudTrail has the call, a few minutes later; give the record to ecs-iam why:',
      "aws cloudtrail lookup-events --lookup-attributes AttributeKey=ReadOnly,AttributeValue=false --max-results 50 --query 'Events[].CloudTrailEvent' --output text | tr '\\t' '\\n' | jq -c 'select(.errorCode) | [.eventName,.errorMessage]'",
    ]),
  };
}

function nameOf(arn: string): Pick<Found, 'roleName'> {
  const name = arn.split('/').at(-1);
  return name === undefined ? {} : { roleName: name };
}

function operation(reading: Reading): {
  readonly role: Asker;
  readonly action: string | null;
  readonly resource: null;
} {
  const name = /when calling the (\w+) operation|operation error EC2: (\w+)/.exec(
    reading.message.text,
  );
  const call = name?.[1] ?? name?.[2];
  const action = call === undefined ? null : `ec2:${call}`;
  const role = askerIn(reading, action ?? undefined);
  // No container calls EC2 by itself.
  return { role: role === 'task' ? 'operator' : role, action, resource: null };
}
