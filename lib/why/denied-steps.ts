import { roleNameIn } from './asker.ts';
import type { Denial } from './denial.ts';
import type { Kind, Step } from './diagnosis.ts';
import { type Reading, steps } from './form.ts';

/** What a refusal of one kind asks for, first things first. */
export function stepsOf(kind: Kind, denial: Denial, reading: Reading): readonly Step[] {
  const { action, resource, principal } = denial;
  const account = resource?.split(':')[4];
  switch (kind) {
    case 'scp':
      return steps(
        [
          'Its owner sees it in the management account:',
          `aws organizations list-policies-for-target --target-id ${reading.account} --filter SERVICE_CONTROL_POLICY`,
        ],
        `Ask for an exemption of ${action}, or deploy in an account or Region that the policy permits.`,
      );
    case 'boundary':
      return denial.blame === 'boundary'
        ? steps(
            [
              'See the boundary of the caller:',
              `aws iam get-role --role-name ${roleNameIn(principal) ?? 'ROLE'} --query Role.PermissionsBoundary`,
            ],
            `Its owner has to add ${action} to that policy.`,
          )
        : steps(
            'Set the ARN that the organization prescribes on every role; an Allow for the caller does not help against a Deny.',
            ['In this repo:', 'ecs-iam new . --permissions-boundary ARN'],
          );
    case 'session-policy':
      return steps(
        'Whoever calls AssumeRole passes that policy (in GitHub Actions: inline-session-policy or managed-session-policies): leave it out or widen it.',
      );
    case 'endpoint-policy':
      return steps(
        [
          'See the policies of the endpoints:',
          "aws ec2 describe-vpc-endpoints --query 'VpcEndpoints[].[ServiceName,PolicyDocument]'",
        ],
        `Add ${action} to the policy of that endpoint.`,
      );
    case 'explicit-deny':
      return steps(
        [
          'Find the Deny among the policies of the caller:',
          `ecs-iam can ${action}${resource === undefined ? '' : ` '${resource}'`} --role ${roleNameIn(principal) ?? 'ROLE'}`,
        ],
        'The Deny may also stand in the policy of the resource.',
      );
    case 'configuration':
      return steps(
        [
          'See the whole ARN:',
          `aws secretsmanager describe-secret --secret-id ${resource?.split(':secret:')[1] ?? 'SECRET'} --query ARN`,
        ],
        'Put it, with its -XXXXXX, into valueFrom, after you have seen that the secret exists under this name in this Region; the policy need not be widened.',
      );
    case 'resource-policy':
      return steps(
        [
          `In account ${account ?? 'of the resource'} allow ${principalArn(principal, reading)} (or the root of its account) in the policy of the resource:`,
          policyCommand(resource ?? '') ?? 'Its owner sees it in the console of the service.',
        ],
        ...(action.startsWith('ecr:')
          ? [
              'A pull needs ecr:BatchCheckLayerAvailability, BatchGetImage and GetDownloadUrlForLayer there, and the same three on that ARN in the role.',
            ]
          : ['In another account the role needs it as well: both sides have to allow it.']),
      );
    case 'kms':
      return steps(
        [
          'The key policy has to delegate to IAM (the root of the account) or name the role:',
          `aws kms get-key-policy --key-id ${resource ?? 'KEY'} --policy-name default --query Policy --output text | jq .`,
        ],
        `Allow the role ${action} on the ARN of the key, never on an alias, with kms:ViaService for the service that uses it.`,
      );
    case 'pass-role':
      return steps(
        `Allow iam:PassRole on ${resource ?? 'the role'} and on the other role of the task definition (task role and execution role: one alone is not enough), with iam:PassedToService ecs-tasks.amazonaws.com.`,
      );
    case 'missing-permission':
      return steps(...hintsFor(denial));
    default:
      return [];
  }
}

/** The role behind a session: what another account's policy names. */
function principalArn(principal: string | undefined, { partition }: Reading): string {
  const [, account, role] = /:sts::(\d{12}):assumed-role\/([^/]+)/.exec(principal ?? '') ?? [];
  return account === undefined
    ? (principal ?? 'the role')
    : `arn:${partition}:iam::${account}:role/${role}`;
}

/** The command that shows the policy of a resource; undefined for what has none. */
export function policyCommand(resource: string): string | undefined {
  const [, , service = '', , account = '', ...rest] = resource.split(':');
  const name = rest.join(':').replace(/^[\w-]+[/:]/, '');
  switch (service) {
    case 'ecr':
      return `aws ecr get-repository-policy --registry-id ${account} --repository-name ${name} --query policyText --output text | jq .`;
    case 's3':
      return `aws s3api get-bucket-policy --bucket ${resource.replace(/^.*:::/, '').replace(/\/.*/, '')} --query Policy --output text | jq .`;
    case 'secretsmanager':
      return `aws secretsmanager get-resource-policy --secret-id ${resource}`;
    case 'kms':
      return `aws kms get-key-policy --key-id ${resource} --policy-name default`;
    case 'sqs':
      return `aws sqs get-queue-attributes --queue-url URL --attribute-names Policy`;
    case 'sns':
      return `aws sns get-topic-attributes --topic-arn ${resource} --query Attributes.Policy`;
    case 'iam':
      return `aws iam get-role --role-name ${name.split('/').at(-1)} --query Role.AssumeRolePolicyDocument`;
    default:
      return undefined;
  }
}

/** What is particular to some actions. */
function hintsFor({ action, resource = '' }: Denial): readonly string[] {
  if (action === 'logs:CreateLogGroup') {
    return [
      `awslogs-create-group is true, and neither a scoped execution role nor AmazonECSTaskExecutionRolePolicy holds it: create the group beforehand and drop the option, or allow logs:CreateLogGroup on ${resource} and ${resource}:*.`,
    ];
  }
  if (/^ecr:(BatchGetImage|BatchCheckLayerAvailability|GetDownloadUrlForLayer)$/.test(action)) {
    return [
      `A pull needs ecr:BatchCheckLayerAvailability, BatchGetImage and GetDownloadUrlForLayer on ${resource || 'the repository'}.`,
    ];
  }
  if (action === 'ecr:GetAuthorizationToken') {
    return [
      'Allow it on "*", for it takes no ARN, together with BatchCheckLayerAvailability, BatchGetImage and GetDownloadUrlForLayer on the repository.',
    ];
  }
  if (action === 'ssm:GetParameters')
    return [
      'It is GetParameters, not GetParameter; a SecureString under a customer managed key needs kms:Decrypt besides.',
    ];
  if (/^dynamodb:/.test(action) && /\/index\//.test(resource)) {
    return [
      `A query on a secondary index is checked against the ARN of the index, not of the table: add ${resource.replace(/\/index\/.*/, '/index/*')} beside the table.`,
    ];
  }
  if (/^ecs:TagResource$/.test(action))
    return [
      'Tagging on creation is authorized separately: allow it with the condition ecs:CreateAction, here RegisterTaskDefinition or RunTask.',
    ];
  if (/^codebuild:.*(Report|TestCases|Coverages)/.test(action)) {
    return [
      `The buildspec has a reports section: allow codebuild:CreateReportGroup, CreateReport, UpdateReport, BatchPutTestCases and BatchPutCodeCoverages on ${resource.replace(/(report-group\/.*)-[^-]+$/, '$1-*')}.`,
    ];
  }
  if (action === 's3:ListBucket')
    return [
      'A missing object is answered with Access Denied too, where the role may not list the bucket.',
    ];
  return [];
}
