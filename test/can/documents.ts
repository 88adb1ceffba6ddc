import type { CanDocuments, CanRole, SourcedPolicy } from '../../lib/can/documents.ts';
import type { PolicyStatement } from '../../lib/evaluate/types.ts';

export const FACTS = {
  account: '111122223333',
  partition: 'aws',
  region: 'eu-west-1',
  dnsSuffix: 'amazonaws.com',
} as const;

/** A document with some statements. */
export function policy(name: string, ...statements: readonly PolicyStatement[]): SourcedPolicy {
  return { name, policy: { Version: '2012-10-17', Statement: statements } };
}

/** A role that ECS tasks assume. */
export function role(name: string, more: Partial<CanRole> = {}): CanRole {
  return {
    name,
    arn: `arn:aws:iam::${FACTS.account}:role/team/${name}`,
    identity: [],
    withoutDocument: [],
    trust: policy(`trust policy of ${name}`, {
      Sid: 'EcsTasks',
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': FACTS.account },
        ArnLike: { 'aws:SourceArn': `arn:aws:ecs:eu-west-1:${FACTS.account}:*` },
      },
    }),
    ...more,
  };
}

export const IMAGE = `arn:aws:ecr:eu-west-1:${FACTS.account}:repository/shop`;

/** Two roles: one deploys, the other is what it deploys. */
export const DOCUMENTS: CanDocuments = {
  roles: [
    role('deploy', {
      id: 'codebuild',
      identity: [
        {
          ...policy(
            'Deploy',
            { Sid: 'Run', Effect: 'Allow', Action: 'ecs:RunTask', Resource: '*' },
            {
              Sid: 'Pass',
              Effect: 'Allow',
              Action: 'iam:PassRole',
              Resource: `arn:aws:iam::${FACTS.account}:role/team/task`,
              Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
            },
          ),
          statements: [
            { why: 'Starts the migration.', file: 'iam/roles/deploy.json', line: 7 },
            { file: 'iam/roles/deploy.json' },
          ],
        },
        policy(
          'Images',
          { Sid: 'Pull', Effect: 'Allow', Action: 'ecr:BatchGet*', Resource: IMAGE },
          {
            Sid: 'NoDelete',
            Effect: 'Deny',
            Action: 'ecr:BatchDeleteImage',
            Resource: '*',
          },
        ),
      ],
    }),
    role('task'),
  ],
  resources: [],
};
