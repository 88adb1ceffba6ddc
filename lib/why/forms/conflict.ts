import { askerOf } from '../asker.ts';
import { arnHere, type Form, type Found, NOBODY, plainForm, type Reading, steps } from '../form.ts';
import { repositoryIn } from './images.ts';

const TAKEN =
  /EntityAlreadyExists|already exists|AlreadyExistsException|BucketAlreadyOwnedByYou|has been taken in this account/i;

/** Things that exist already, or that others hold on to. */
export const CONFLICT_FORMS: readonly Form[] = [
  {
    id: 'service-linked-role-exists',
    pattern: /(?:service role name )?(AWSServiceRoleFor\w+) has been taken in this account/i,
    read: ([, name], reading) => ({
      kind: 'conflict',
      role: 'operator',
      action: 'iam:CreateServiceLinkedRole',
      resource: arnHere(reading, 'iam', `role/aws-service-role/ecs.amazonaws.com/${name}`),
      meaning:
        'Nothing is missing: the service-linked role exists already, once for the whole account.',
      steps: steps(
        'Go on without creating it; in CloudFormation, the CDK and Terraform leave its resource out (ecs-iam new . --no-service-linked-role).',
      ),
    }),
  },
  {
    id: 'role-exists',
    pattern: new RegExp(
      String.raw`(?:Role with name ['"]?([\w+=,.@-]+)['"]? already exists|IAM Role \(([\w+=,.@-]+)\).*${TAKEN.source}|AWS::IAM::Role.*(?:identifier|name) ['"]?([\w+=,.@-]+)['"]? already exists|\b([\w+=,.@-]+) already exists in stack|\|([\w+=,.@-]+)\|? already exists)`,
      'i',
    ),
    read: ([, ...names], reading) =>
      roleExists(names.find((one) => one !== undefined) ?? '', reading),
  },
  {
    id: 'provider-exists',
    pattern: /Provider with url (?:https:\/\/)?(\S+) already exists/i,
    read: ([, url = ''], reading) => ({
      kind: 'conflict',
      role: 'operator',
      action: 'iam:CreateOpenIDConnectProvider',
      resource: arnHere(reading, 'iam', `oidc-provider/${url.replace(/[.,]$/, '')}`),
      meaning:
        'Nothing is missing: the account has the identity provider already, once for all repositories.',
      steps: steps(['Take it as it is:', 'ecs-iam new . --oidc-provider existing']),
    }),
  },
  {
    id: 'repository-exists',
    pattern:
      /repository with name '([^']+)' already exists(?: in the registry with id '(\d{12})')?|RepositoryAlreadyExistsException/i,
    read: (_, reading) => ({
      kind: 'conflict',
      role: 'operator',
      action: 'ecr:CreateRepository',
      resource: repositoryIn(reading),
      meaning:
        'Nothing is missing: the repository exists already, made by another stack, by another repo or by hand.',
      steps: steps(
        ['Use it as it is:', 'ecs-iam new . --repository existing'],
        'Or import it into this stack or state, where it is yours.',
      ),
    }),
  },
  plainForm('bucket-exists', /BucketAlreadyExists|BucketAlreadyOwnedByYou/i, {
    kind: 'conflict',
    meaning:
      'Nothing is missing: the name of the bucket is taken, and names are unique in the whole partition.',
    steps: steps([
      'Where it is yours, import it; else choose another name:',
      'ecs-iam new . --artifact-bucket NAME',
    ]),
  }),
  {
    id: 'role-in-use',
    pattern: /DeleteConflict|Cannot delete entity, must (?:detach|delete|remove)[\w ]*/i,
    read: ([words = ''], reading) => {
      const name = roleNamed(reading);
      return {
        kind: 'conflict',
        role:
          name === undefined
            ? 'operator'
            : askerOf(
                { principal: arnHere(reading, 'iam', `role/${name}`), text: '' },
                reading.names,
              ),
        action: 'iam:DeleteRole',
        resource: name === undefined ? null : arnHere(reading, 'iam', `role/${name}`),
        meaning: `No permission is missing: the role still holds something that this tool did not make (${words.replace(/^.*must /, '') || 'a policy or an instance profile'}).`,
        steps: steps(
          [
            'See what it holds:',
            `aws iam list-attached-role-policies --role-name ${name ?? 'ROLE'}\naws iam list-role-policies --role-name ${name ?? 'ROLE'}\naws iam list-instance-profiles-for-role --role-name ${name ?? 'ROLE'}`,
          ],
          'Take that away where it is yours; then delete again.',
        ),
      };
    },
  },
  plainForm(
    'concurrent',
    /ConcurrentModification|EntityTemporarilyUnmodifiable|OperationAborted|currently in progress|_IN_PROGRESS state and can ?not be updated/i,
    {
      kind: 'conflict',
      meaning:
        'No permission is missing: something else is changing the same thing at this moment.',
      steps: steps('Wait until that run has ended, then run this one again.'),
    },
  ),
  plainForm('rolled-back', /ROLLBACK_(?:COMPLETE|FAILED) state and can ?not be updated/i, {
    kind: 'conflict',
    meaning:
      'No permission is missing: the first creation of the stack failed, and such a stack can only be deleted.',
    steps: steps(
      [
        'Read why it failed, and give that to ecs-iam why:',
        'aws cloudformation describe-stack-events --stack-name STACK --query "StackEvents[?contains(ResourceStatus,\'FAILED\')].[LogicalResourceId,ResourceStatusReason]"',
      ],
      ['Then delete it and deploy again:', 'aws cloudformation delete-stack --stack-name STACK'],
    ),
  }),
  {
    id: 'log-group-exists',
    pattern: /specified log group already exists/i,
    read: () => ({
      ...NOBODY,
      kind: 'conflict',
      meaning: 'Nothing is missing: the log group exists already.',
      steps: steps(
        'Go on without creating it, or import it into the stack or state that is to own it.',
      ),
    }),
  },
  {
    id: 'exists',
    pattern: TAKEN,
    read: (_, { denial }) =>
      denial !== undefined
        ? undefined
        : {
            ...NOBODY,
            kind: 'conflict',
            meaning:
              'No permission is missing: something of this name exists already and is not in this stack or state.',
            steps: steps('Where it is yours, import it; otherwise choose another name.'),
          },
  },
];

function roleExists(name: string, reading: Reading): Found | undefined {
  const arn = arnHere(reading, 'iam', `role/${name}`);
  const asker = askerOf({ principal: arn, text: '' }, reading.names);
  if (!/role/i.test(reading.message.text)) return undefined;
  return {
    kind: 'conflict',
    role: asker,
    roleName: name,
    action: 'iam:CreateRole',
    resource: arn,
    meaning:
      'No permission is missing: a role of this name exists and is not in this state or stack.',
    steps: steps(
      [
        'See whose it is (the tags ecs-iam:project and ecs-iam:id name the repo):',
        `aws iam list-role-tags --role-name ${name}`,
      ],
      [
        'If it is yours, import it: with Terraform an import block, with CloudFormation an import change set:',
        `import {\n  to = …\n  id = "${name}"\n}`,
      ],
      'Otherwise choose another project or role name (ecs-iam new . --role-name ROLE=PATTERN): names are unique in an account, whatever their case.',
    ),
  };
}

/** The role that a message is about, where it has its name. */
export function roleNamed({ message: { text } }: Reading): string | undefined {
  const [, ...names] =
    /(?:IAM Role \(|role name |for role |rolename[ =:]+|Role with name |role\/(?:[\w/]*\/)?)['"]?([\w+=,.@-]+)/i.exec(
      text,
    ) ?? [];
  return names.find((one) => one !== undefined)?.replace(/\.$/, '');
}
