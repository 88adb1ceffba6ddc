import type { PolicyDocument } from '../../lib/iam/document.ts';
import type { Failure, TapedRepo } from './shell.ts';

type Tape = TapedRepo;

type Document = PolicyDocument & { Statement: object[] };

/** The role that most changes are made to. */
export const EXECUTION = 'shop-ecs-task-execution-role-dev';
const INSTANCE = 'shop-ecs-instance-role-dev';

/** Answers the call with its JSON changed. */
function mutate(tape: Tape, call: string, change: (answer: never) => unknown): void {
  tape.answer(call, (output) => JSON.stringify(change(JSON.parse(output) as never)));
}

const missing = (code: string) => (): Failure => ({ code, message: 'It is not there.' });
const gone = missing('NoSuchEntity');
const getRole = `iam get-role --role-name ${EXECUTION}`;
const getPolicy = `iam get-role-policy --role-name ${EXECUTION} --policy-name TaskExecution`;

interface Role {
  Role: {
    Path: string;
    Description: string;
    MaxSessionDuration: number;
    PermissionsBoundary?: { PermissionsBoundaryArn: string };
    AssumeRolePolicyDocument: Document;
    Tags: { Key: string; Value: string }[];
  };
}
interface RolePolicy {
  PolicyDocument: Document;
}
const role = (tape: Tape, change: (role: Role['Role']) => unknown) =>
  mutate(tape, getRole, (answer: Role) => {
    change(answer.Role);
    return answer;
  });
const policy = (tape: Tape, change: (document: Document) => unknown) =>
  mutate(tape, getPolicy, (answer: RolePolicy) => {
    change(answer.PolicyDocument);
    return answer;
  });
const put = (tape: Tape, call: string, member: string, items: readonly unknown[]) =>
  mutate(tape, call, (answer: Record<string, unknown[]>) => ({
    ...answer,
    [member]: [...(answer[member] ?? []), ...items],
  }));
const repositoryPolicy = (tape: Tape, change: (document: Document) => unknown) =>
  mutate(tape, 'ecr get-repository-policy', (answer: { policyText: string }) => {
    const document = JSON.parse(answer.policyText) as Document;
    change(document);
    return { ...answer, policyText: JSON.stringify(document) };
  });
const first = (document: Document) => document.Statement[0] as Record<string, unknown>;

const ROLE = `role ${EXECUTION}`;
const REPOSITORY = 'policy of ECR repository shop';
/** What mends most differences: the repo's own way to deploy. */
const DEPLOY = 'scripts/deploy-iam.sh dev';

/** Name, change, subject, check, reason, and the command that mends it. */
export const DIFFERENCES: readonly [
  string,
  (tape: Tape) => void,
  string,
  string,
  RegExp,
  string,
][] = [
  [
    'a role that is missing',
    (tape) => tape.answer(getRole, gone),
    ROLE,
    'exists',
    /no such role/,
    DEPLOY,
  ],
  [
    'a trust policy without its condition',
    (tape) => role(tape, (r) => delete first(r.AssumeRolePolicyDocument).Condition),
    ROLE,
    'trust policy',
    /statement EcsTasksAssume: Condition lost stringequals aws:sourceaccount = 123456789012/,
    DEPLOY,
  ],
  [
    'a trust policy that lets another service in',
    (tape) =>
      role(tape, (r) =>
        Object.assign(first(r.AssumeRolePolicyDocument), {
          Principal: { Service: ['ecs-tasks.amazonaws.com', 'ec2.amazonaws.com'] },
        }),
      ),
    ROLE,
    'trust policy',
    /Principal gained Service ec2\.amazonaws\.com$/,
    DEPLOY,
  ],
  [
    'a principal that was deleted',
    (tape) =>
      role(tape, (r) =>
        r.AssumeRolePolicyDocument.Statement.push({
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { AWS: 'AROAEXAMPLEEXAMPLE123' },
        }),
      ),
    ROLE,
    'trust policy',
    /principal AROAEXAMPLEEXAMPLE123 was deleted, and maybe made again.*statement without a Sid added/,
    DEPLOY,
  ],
  [
    'a statement that was added',
    (tape) =>
      policy(tape, (d) =>
        d.Statement.push({ Sid: 'More', Effect: 'Allow', Action: '*', Resource: '*' }),
      ),
    ROLE,
    'inline policy TaskExecution',
    /^statement More added$/,
    DEPLOY,
  ],
  [
    'a statement that was removed',
    (tape) => policy(tape, (d) => d.Statement.shift()),
    ROLE,
    'inline policy TaskExecution',
    /^statement \w+ removed$/,
    DEPLOY,
  ],
  [
    'an action that was added',
    (tape) =>
      policy(tape, (d) =>
        Object.assign(first(d), {
          Action: ['ecr:GetAuthorizationToken', 'ecr:DeleteRepository'],
        }),
      ),
    ROLE,
    'inline policy TaskExecution',
    /Action gained ecr:deleterepository/,
    DEPLOY,
  ],
  [
    'an older policy version',
    (tape) => policy(tape, (d) => Object.assign(d, { Version: '2008-10-17' })),
    ROLE,
    'inline policy TaskExecution',
    /^Version is 2008-10-17, not 2012-10-17$/,
    DEPLOY,
  ],
  [
    'an inline policy that is missing',
    (tape) => tape.answer(getPolicy, gone),
    ROLE,
    'inline policy TaskExecution',
    /not there/,
    DEPLOY,
  ],
  [
    'a foreign inline policy',
    (tape) => put(tape, `iam list-role-policies --role-name ${EXECUTION}`, 'PolicyNames', ['Mine']),
    ROLE,
    'no other inline policy',
    /^Mine is not from this repo/,
    '',
  ],
  [
    'an extra attached policy',
    (tape) =>
      put(tape, `iam list-attached-role-policies --role-name ${EXECUTION}`, 'AttachedPolicies', [
        {
          PolicyName: 'AdministratorAccess',
          PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        },
      ]),
    ROLE,
    'no other attached policy',
    /^arn:aws:iam::aws:policy\/AdministratorAccess is not from this repo/,
    '',
  ],
  [
    'an attached policy that is missing',
    (tape) =>
      tape.answer(
        `iam list-attached-role-policies --role-name ${INSTANCE}`,
        () => '{"AttachedPolicies": []}',
      ),
    `role ${INSTANCE}`,
    'attached arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role',
    /not attached/,
    DEPLOY,
  ],
  [
    'a boundary that is removed',
    (tape) => role(tape, (r) => delete r.PermissionsBoundary),
    ROLE,
    'permissions boundary',
    /^it is "none", not "arn:aws:iam::aws:policy\/PowerUserAccess"$/,
    DEPLOY,
  ],
  [
    'a wrong path',
    (tape) => role(tape, (r) => Object.assign(r, { Path: '/' })),
    ROLE,
    'path',
    /^it is "\/", not "\/team\/shop\/"$/,
    'scripts/destroy-iam.sh dev && scripts/deploy-iam.sh dev',
  ],
  [
    'a tag that is missing',
    (tape) =>
      role(tape, (r) => Object.assign(r, { Tags: r.Tags.filter(({ Key }) => Key !== 'team') })),
    ROLE,
    'tags',
    /^team is null, not "orders and returns"$/,
    DEPLOY,
  ],
  [
    'a tag with another value',
    (tape) =>
      role(tape, (r) => Object.assign(r, { Tags: r.Tags.map((tag) => ({ ...tag, Value: 'x' })) })),
    ROLE,
    'tags',
    /ecs-iam:project is "x", not "shop"/,
    DEPLOY,
  ],
  [
    'another description',
    (tape) => role(tape, (r) => Object.assign(r, { Description: 'Mine.' })),
    ROLE,
    'description',
    /^it is "Mine\."/,
    DEPLOY,
  ],
  [
    'another session duration',
    (tape) => role(tape, (r) => Object.assign(r, { MaxSessionDuration: 43200 })),
    ROLE,
    'session duration',
    /^it is 43200, not 3600$/,
    DEPLOY,
  ],
  [
    'an instance profile that is missing',
    (tape) => tape.answer('iam get-instance-profile', gone),
    `role ${INSTANCE}`,
    `instance profile ${INSTANCE}`,
    /not there/,
    DEPLOY,
  ],
  [
    'an instance profile without its role',
    (tape) =>
      mutate(tape, 'iam get-instance-profile', (a: { InstanceProfile: object }) => ({
        InstanceProfile: { ...a.InstanceProfile, Roles: [] },
      })),
    `role ${INSTANCE}`,
    `instance profile ${INSTANCE}`,
    /does not hold the role/,
    DEPLOY,
  ],
  [
    'the service-linked role missing',
    (tape) => tape.answer('iam list-roles', () => '{"Roles": []}'),
    'service-linked role of ecs.amazonaws.com',
    'exists',
    /no such role/,
    DEPLOY,
  ],
  [
    'the repository missing',
    (tape) => tape.answer('ecr describe-repositories', missing('RepositoryNotFoundException')),
    'ECR repository shop',
    'exists',
    /no such repository/,
    DEPLOY,
  ],
  [
    'our repository statement opened to *',
    (tape) => repositoryPolicy(tape, (d) => Object.assign(first(d), { Principal: '*' })),
    REPOSITORY,
    'statement CrossAccountPull',
    /Principal gained AWS \*/,
    DEPLOY,
  ],
  [
    'the repository opened to * by another statement',
    (tape) =>
      repositoryPolicy(tape, (d) =>
        d.Statement.push({
          Sid: 'Open',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: 'ecr:*',
        }),
      ),
    REPOSITORY,
    'statement Open',
    /open to everyone/,
    '',
  ],
  [
    'a Logs resource policy that is missing',
    (tape) => tape.answer('logs describe-resource-policies', () => '{"resourcePolicies": []}'),
    'CloudWatch Logs resource policy ecs-iam-shop',
    'statement PutEvents',
    /not there/,
    DEPLOY,
  ],
];

/** What means the same. A note says so in its name. */
export const HARMLESS: readonly [string, (tape: Tape) => void][] = [
  [
    'actions in another case and order',
    (tape) =>
      policy(tape, (d) => {
        for (const one of d.Statement as { Action: string | string[] }[])
          one.Action = [one.Action]
            .flat()
            .map((a) => a.toUpperCase())
            .reverse();
      }),
  ],
  ['statements in another order', (tape) => policy(tape, (d) => d.Statement.reverse())],
  [
    'a condition in another case, as a list',
    (tape) =>
      role(tape, (r) =>
        Object.assign(first(r.AssumeRolePolicyDocument), {
          Condition: { stringequals: { 'AWS:sourceaccount': ['123456789012'] } },
        }),
      ),
  ],
  [
    'tags of others',
    (tape) => role(tape, (r) => r.Tags.push({ Key: 'aws:cloudformation:stack-name', Value: 'x' })),
  ],
  [
    'an account as its ID',
    (tape) =>
      repositoryPolicy(tape, (d) =>
        Object.assign(first(d), { Principal: { AWS: '444455556666' } }),
      ),
  ],
  ['another Sid', (tape) => policy(tape, (d) => Object.assign(first(d), { Sid: 'Other' }))],
  [
    "another account's statement (a note)",
    (tape) =>
      repositoryPolicy(tape, (d) =>
        d.Statement.push({
          Sid: 'Theirs',
          Effect: 'Allow',
          Principal: { AWS: '111111111111' },
          Action: 'ecr:GetDownloadUrlForLayer',
        }),
      ),
  ],
];
