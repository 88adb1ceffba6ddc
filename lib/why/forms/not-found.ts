import { askerOf } from '../asker.ts';
import { arnHere, type Form, NOBODY, plainForm, steps } from '../form.ts';

/** What was asked for and is not there: no policy refused it. */
export const NOT_FOUND_FORMS: readonly Form[] = [
  {
    id: 'secret-key-missing',
    pattern:
      /did not contain (?:the )?json key ([\w.-]+)|invalid character .* looking for beginning of value.*secret/i,
    read: ([, key]) => ({
      ...NOBODY,
      kind: 'configuration',
      meaning: `Not IAM: the secret was read, and its value has no JSON key${key === undefined ? '' : ` ${key}`}.`,
      steps: steps(
        'Correct the key in valueFrom (ARN:key:stage:version), or store the value as a JSON object with that key.',
        [
          'See which keys there are:',
          'aws secretsmanager get-secret-value --secret-id SECRET --query SecretString --output text | jq keys',
        ],
      ),
    }),
  },
  plainForm('secret-without-value', /find the specified secret value for staging label/i, {
    kind: 'not-found',
    meaning: 'Not IAM: the secret exists, and no value is stored in it yet.',
    steps: steps([
      'Store a value:',
      'aws secretsmanager put-secret-value --secret-id SECRET --secret-string VALUE',
    ]),
  }),
  {
    id: 'secret-not-found',
    pattern:
      /(?:can't (?:find the specified secret|retrieve the secret with ARN)|ResourceNotFoundException.*secret|secret .* (?:not found|marked (?:for deletion|deleted)))/i,
    read: (_, { message: { text }, denial }) => {
      if (denial !== undefined) return undefined;
      const arn = /arn:[\w-]+:secretsmanager:[^\s'",]+/.exec(text)?.[0];
      const region = arn?.split(':')[3];
      return {
        ...NOBODY,
        kind: 'not-found',
        resource: arn ?? null,
        meaning:
          'Not IAM: the call was allowed, but there is no such secret in this Region and account.',
        steps: steps(
          'Correct valueFrom in the task definition (a misspelt name, another Region, a deleted secret), or create the secret.',
          [
            'See which secrets there are:',
            `aws secretsmanager list-secrets --region ${region ?? 'REGION'} --query 'SecretList[].[Name,ARN]' --output text`,
          ],
          "Then see that the execution role's statement names the same secret.",
        ),
      };
    },
  },
  {
    id: 'parameter-not-found',
    pattern:
      /invalid (?:ssm )?parameters?:? ?\[?(?:name:)?\s*"?([\w./:-]+)|ParameterNotFound(?:Exception)?/i,
    read: ([, name], reading) => {
      const resource =
        name === undefined
          ? null
          : name.startsWith('arn:')
            ? name
            : arnHere(reading, 'ssm', `parameter/${name.replace(/^\//, '')}`);
      return {
        ...NOBODY,
        kind: 'not-found',
        resource,
        meaning:
          'Not IAM: the call was allowed, but there is no such parameter in this Region and account.',
        steps: steps(
          'Correct valueFrom in the task definition, or create the parameter; ECS reads it in the Region of the task.',
          [
            'See what there is:',
            `aws ssm get-parameters --names ${name ?? 'NAME'} --query '[Parameters[].Name,InvalidParameters]'`,
          ],
        ),
      };
    },
  },
  plainForm(
    'log-group-missing',
    /specified log group does not exist|log group .* (?:does not exist|not found)/i,
    {
      kind: 'not-found',
      meaning:
        'Not IAM: the stream could have been created, but the group in awslogs-group does not exist in awslogs-region.',
      steps: steps(
        [
          'Create it under exactly that name:',
          'aws logs create-log-group --log-group-name GROUP --region REGION',
        ],
        'awslogs-create-group instead would need logs:CreateLogGroup in the execution role.',
      ),
    },
  ),
  {
    id: 'service-linked-role-missing',
    pattern:
      /Unable to assume the service[- ]linked role|verify that the ECS service linked role exists/i,
    read: (_, reading) => ({
      kind: 'not-found',
      role: 'operator',
      action: 'iam:CreateServiceLinkedRole',
      resource: arnHere(
        reading,
        'iam',
        'role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS',
      ),
      meaning:
        'AWSServiceRoleForECS does not exist yet, or is seconds old, and the caller could not create it.',
      steps: steps(
        [
          'Create it, once per account, then try again:',
          'aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com',
        ],
        'Or allow the caller iam:CreateServiceLinkedRole on its ARN, with iam:AWSServiceName ecs.amazonaws.com.',
      ),
    }),
  },
  {
    id: 'oidc-provider-missing',
    pattern: /No OpenID ?Connect provider found in your account/i,
    read: (_, reading) => ({
      kind: 'not-found',
      role: 'github-oidc-deploy',
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: arnHere(reading, 'iam', 'oidc-provider/token.actions.githubusercontent.com'),
      meaning:
        'The account of the role has no identity provider for GitHub, so no trust policy is read.',
      steps: steps(
        [
          'Create it, once per account:',
          'aws iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com --client-id-list sts.amazonaws.com',
        ],
        ['Or let this repo make it:', 'ecs-iam new . --oidc-provider create'],
      ),
    }),
  },
  {
    id: 'role-not-found',
    pattern:
      /(?:NoSuchEntity\w*.*?)?role with name ['"]?([\w+=,.@-]+)['"]? (?:cannot be found|does not exist|not found)|Role ['"]?(arn:\S+?)['"]? (?:cannot be found|does not exist)/i,
    read: ([, name, arn], reading) => {
      const role = arn ?? arnHere(reading, 'iam', `role/${name}`);
      return {
        kind: 'not-found',
        role: askerOf({ principal: role, text: '' }, reading.names),
        action: null,
        resource: role,
        meaning:
          'Not a permission: there is no role of this name in the account of these credentials.',
        steps: steps(
          ['See whose account it is:', 'aws sts get-caller-identity'],
          ['Make the roles of the environment:', 'scripts/deploy-iam.sh ENVIRONMENT'],
        ),
      };
    },
  },
  plainForm('bucket-not-found', /NoSuchBucket|specified bucket does not exist/i, {
    kind: 'not-found',
    meaning: 'Not IAM: there is no bucket of this name.',
    steps: steps('Correct the name, or create the bucket.', [
      'See which buckets there are:',
      'aws s3api list-buckets --query "Buckets[].Name"',
    ]),
  }),
  plainForm(
    'object-not-found',
    /NoSuchKey|specified key does not exist|\(404\) when calling the HeadObject/i,
    {
      kind: 'not-found',
      meaning: 'Not IAM: the bucket was read, and it has no object of this key.',
      steps: steps(['See what there is:', 'aws s3 ls s3://BUCKET/PREFIX']),
    },
  ),
  plainForm(
    'ecs-not-found',
    /ClusterNotFoundException|ServiceNotFoundException|ServiceNotActiveException|Cluster not found|Service not found|Unable to describe task definition|TaskDefinition not found|TaskDefinition is inactive/i,
    {
      kind: 'not-found',
      meaning:
        'Not IAM: there is no such cluster, service or task definition in this account and Region.',
      steps: steps([
        'See whose account it is, and what it has:',
        'aws sts get-caller-identity\naws ecs list-clusters\naws ecs list-services --cluster CLUSTER',
      ]),
    },
  ),
  plainForm(
    'cdk-not-bootstrapped',
    /has (?:it|the environment) been bootstrapped|cdk-bootstrap\/\w+\/version|not bootstrapped/i,
    {
      kind: 'not-found',
      meaning: 'Not a permission: the account and Region are not prepared for the CDK.',
      steps: steps([
        'Prepare them, once for each account and Region:',
        'npx cdk bootstrap aws://ACCOUNT/REGION',
      ]),
    },
  ),
  plainForm(
    'queue-not-found',
    /NonExistentQueue|specified queue does not exist|Requested resource not found|ResourceNotFoundException.*(table|stream)/i,
    {
      kind: 'not-found',
      meaning: 'Not IAM: the queue, table or stream does not exist in this Region and account.',
      steps: steps('Correct its name and its Region in the configuration of the application.'),
    },
  ),
];
