import { crossesAccounts } from '../answers/accounts.ts';
import type { Answers } from '../answers/types.ts';
import type { ResourcePolicy, ResourceStatement } from '../iam/model.ts';
import { roleArnElsewhere } from '../iam/role-arn.ts';
import { sharedSid } from '../iam/shared-sids.ts';
import { templateConditions } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { PULL_ACTIONS } from '../roles/shared/images.ts';
import { isInHomeAccount, otherEnvironments, seenFromHome } from './promotion.ts';

/** The policies on shared things that the answers ask for; one Sid per environment. */
export function resourcePolicies(answers: Answers): readonly ResourcePolicy[] {
  return [
    ...repositoryPolicy(answers),
    ...promotionPolicy(answers),
    ...logsPolicy(answers),
    ...destinationPolicies(answers),
  ];
}

/**
 * The root principal means "that account decides": its role needs the permission too. A role ARN as
 * the principal would leave a dead AROA id behind once the role is made again.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html
 */
function repositoryPolicy({ crossAccountPull }: Answers): readonly ResourcePolicy[] {
  if (crossAccountPull.length === 0) return [];
  const roles = ['task-execution', 'cross-account-ecr-pull'];
  const statement: ResourceStatement = {
    sid: sharedSid('CrossAccountPull'),
    effect: 'Allow',
    principals: crossAccountPull.map((account) => ({
      kind: 'aws',
      aws: template(`arn:<partition>:iam::${account}:root`),
    })),
    actions: PULL_ACTIONS,
    conditions: templateConditions({
      ArnLike: {
        'aws:PrincipalArn': crossAccountPull.flatMap((account) =>
          roles.map((role) => roleArnElsewhere(account, role)),
        ),
      },
    }),
    why: 'The execution roles of these accounts pull the image; nobody else there can.',
  };
  return [{ kind: 'ecr-repository', owner: template('<repository>'), statements: [statement] }];
}

/** The execution roles of the environments in other accounts, which run what home has built. */
function promotionPolicy(answers: Answers): readonly ResourcePolicy[] {
  if (!crossesAccounts(answers)) return [];
  const away = otherEnvironments(answers).filter((one) => !isInHomeAccount(one, answers));
  const write = (text: string) => [
    ...new Set(away.map((one) => seenFromHome(one, answers)(template(text)))),
  ];
  const statement: ResourceStatement = {
    sid: sharedSid('PromotionPull'),
    effect: 'Allow',
    principals: write('arn:<partition>:iam::<account>:root').map((aws) => ({ kind: 'aws', aws })),
    actions: PULL_ACTIONS,
    conditions: {
      ArnEquals: {
        'aws:PrincipalArn': write(
          'arn:<partition>:iam::<account>:role<rolePath><project>-ecs-task-execution-role-<environment>',
        ),
      },
    },
    why: 'The execution roles of the environments in other accounts pull the image that is built here.',
  };
  const owner = template('<repository>');
  return [{ kind: 'ecr-repository', where: 'home', owner, statements: [statement] }];
}

/**
 * Lets AWS services write to a log group of this account. It cannot let another account's task
 * write here: PutLogEvents names a log group, not an ARN, and so always lands in the caller's account.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
 */
function logsPolicy({ crossAccountLogs }: Answers): readonly ResourcePolicy[] {
  if (!crossAccountLogs.some((logs) => logs.kind === 'resource-policy')) return [];
  const services = ['delivery.logs.amazonaws.com', 'events.amazonaws.com'];
  const shared = {
    effect: 'Allow',
    principals: services.map((service) => ({ kind: 'service' as const, service })),
    resources: [template('arn:<partition>:logs:<region>:<account>:log-group:<eventsLogGroup>:*')],
  } as const;
  return [
    {
      kind: 'logs',
      owner: template('ecs-iam-<project>'),
      statements: [
        {
          ...shared,
          sid: sharedSid('CreateStreams'),
          actions: ['logs:CreateLogStream'],
          why: 'The services open a stream before they write.',
        },
        {
          ...shared,
          sid: sharedSid('PutEvents'),
          actions: ['logs:PutLogEvents'],
          conditions: templateConditions({
            ArnEquals: {
              'aws:SourceArn': 'arn:<partition>:events:<region>:<account>:rule/<ruleName>',
            },
          }),
          why: 'Events of this rule alone are written.',
        },
      ],
    },
  ];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CrossAccountSubscriptions.html */
function destinationPolicies({ crossAccountLogs }: Answers): readonly ResourcePolicy[] {
  return crossAccountLogs.flatMap((logs): readonly ResourcePolicy[] => {
    if (logs.kind !== 'destination') return [];
    const statement: ResourceStatement = {
      sid: sharedSid('Subscribe'),
      effect: 'Allow',
      principals: [{ kind: 'aws', aws: template('<workloadAccount>') }],
      actions: ['logs:PutSubscriptionFilter'],
      resources: [template(`arn:<partition>:logs:<region>:<account>:destination:${logs.name}`)],
      why: 'The account that runs the tasks subscribes its log group to the destination.',
    };
    return [{ kind: 'logs-destination', owner: template(logs.name), statements: [statement] }];
  });
}
