import { mapStrings } from '../../lib/iam/map-strings.ts';
import { placeholdersOf, substitute, template } from '../../lib/iam/template-string.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { notes } from '../../lib/service/notes.ts';
import { taskDefinition } from '../../lib/service/pipeline/task-definition.ts';
import { faultsOfStep, resolvedWords } from '../support/faults.ts';

const HOME = ['--environments', 'dev', '--account', '123456789012', '--region', 'eu-west-1'];
const HERE = 'eu-west-1:123456789012';
const OTHER = 'arn:aws:secretsmanager:eu-west-1:444455556666:secret:db-AbCdE1';
const RDS = 'rds!db-1234abcd-12ab-34cd-56ef-1234567890ab';
const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';

/** Flags, and what must be found in the repo: in its roles, its task definition, its notes. */
const MADE: readonly (readonly [
  id: string,
  words: readonly string[],
  found: Readonly<Record<string, readonly string[]>>,
])[] = [
  [
    'secret-full-arn',
    ['--secrets', `arn:aws:secretsmanager:${HERE}:secret:shop/db-AbCdE1`],
    {
      'task-execution': [`arn:aws:secretsmanager:${HERE}:secret:shop/db-AbCdE1`],
      taskdef: [':secret:shop/db-AbCdE1"'],
    },
  ],
  [
    'secret-other-region',
    ['--secrets', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdE1'],
    { taskdef: ['secretsmanager:us-east-1:'], notes: ['reads db from Region us-east-1'] },
  ],
  [
    'key-other-account',
    ['--secrets', OTHER, '--kms-key', `arn:aws:kms:eu-west-1:444455556666:key/${KEY}`],
    {
      'task-execution': [OTHER, `arn:aws:kms:eu-west-1:444455556666:key/${KEY}`],
      notes: ['its own policy must allow kms:Decrypt'],
    },
  ],
  [
    'image-uri',
    ['--ecr-repository', '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1'],
    { 'task-execution': [`arn:aws:ecr:${HERE}:repository/web`] },
  ],
  [
    'queue-url',
    ['--grant', 'sqsConsume,queueName=https://sqs.eu-west-1.amazonaws.com/123456789012/orders'],
    { task: [`arn:aws:sqs:${HERE}:orders`] },
  ],
  [
    'cluster-arn',
    ['--cluster', `arn:aws:ecs:${HERE}:cluster/main`],
    { codepipeline: [`arn:aws:ecs:${HERE}:service/main/`] },
  ],
  [
    'log-group-arn',
    ['--log-group', `arn:aws:logs:${HERE}:log-group:/ecs/web:*`],
    { 'task-execution': [`arn:aws:logs:${HERE}:log-group:/ecs/web:*`] },
  ],
  [
    'tag-environment',
    ['--tag', 'Environment=<environment>', '--tag', 'Service=<project>'],
    { task: ['"Environment":"dev"', '"Service":"shop"'] },
  ],
  [
    'base-image',
    ['--set', 'baseRepository=redis,node'],
    {
      codebuild: [`arn:aws:ecr:${HERE}:repository/redis`, `arn:aws:ecr:${HERE}:repository/node`],
    },
  ],
  [
    'several-repositories',
    ['--ecr-repository', 'api,worker'],
    {
      'task-execution': [`:repository/api`, `:repository/worker`],
      notes: ['builds the image of repository api alone; the roles may also use worker'],
    },
  ],
  [
    'log-groups',
    ['--log-group', '/ecs/api,/ecs/worker'],
    { 'task-execution': [':log-group:/ecs/api:', ':log-group:/ecs/worker:'] },
  ],
  [
    'bedrock-profile',
    ['--grant', 'bedrockInvoke,modelId=eu.anthropic.claude-3-5-sonnet-20240620-v1:0'],
    {
      task: [
        `arn:aws:bedrock:${HERE}:inference-profile/eu.anthropic.claude-3-5-sonnet-20240620-v1:0`,
        'arn:aws:bedrock:*::foundation-model/anthropic.claude-3-5-sonnet-20240620-v1:0',
      ],
    },
  ],
  [
    'secret-json-keys',
    ['--secrets', 'DB_USER=shop/db:user::,DB_PASS=shop/db:pass::'],
    {
      'task-execution': [`"arn:aws:secretsmanager:${HERE}:secret:shop/db-??????"`],
      taskdef: ['"DB_USER"', ':secret:shop/db:user::"', '"DB_PASS"', ':secret:shop/db:pass::"'],
    },
  ],
  ['secret-rds, by its name', ['--secrets', `DB=${RDS}`], { 'task-execution': [`:secret:${RDS}`] }],
  [
    'secret-rds, by its ARN',
    ['--secrets', `DB=arn:aws:secretsmanager:${HERE}:secret:${RDS}-AbCdE1`],
    { 'task-execution': [`:secret:${RDS}-AbCdE1"`], taskdef: [`:secret:${RDS}-AbCdE1"`] },
  ],
  [
    'github-repository',
    ['--deploy', 'github', '--repository-id', 'acme/shop'],
    { 'github-oidc-deploy': ['"repo:acme/shop:environment:dev"'] },
  ],
  [
    'github-codedeploy',
    [
      ...['--deploy', 'github', '--repository-id', 'acme/shop', '--set', 'loadBalancer=shop'],
      ...['--option', 'github-oidc-deploy.codedeployBlueGreen'],
    ],
    {
      'github-oidc-deploy': [
        ...['CreateDeployment', 'GetDeployment', 'GetDeploymentConfig', 'GetDeploymentGroup'].map(
          (action) => `codedeploy:${action}"`,
        ),
        'codedeploy:RegisterApplicationRevision"',
        `arn:aws:codedeploy:${HERE}:deploymentgroup:shop-dev/shop-dev`,
      ],
    },
  ],
  [
    'github-schedule',
    [
      ...['--deploy', 'github', '--repository-id', 'acme/shop'],
      ...['--roles', 'task-execution,task,github-oidc-deploy,scheduled-task-events'],
      ...['--option', 'github-oidc-deploy.scheduledTaskRule', '--set', 'ruleName=nightly'],
    ],
    {
      'github-oidc-deploy': [
        'events:PutTargets',
        `arn:aws:events:${HERE}:rule/nightly`,
        'iam:PassRole',
        ':role/shop-ecs-events-role-dev',
      ],
    },
  ],
  [
    'run-task',
    [...['--roles', 'task-execution,task,task-runner'], ...['--option', 'task-runner.waitForTask']],
    {
      'task-runner': [
        `arn:aws:ecs:${HERE}:task-definition/shop-dev:*`,
        'arn:aws:iam::123456789012:role/shop-ecs-task-execution-role-dev',
        'arn:aws:iam::123456789012:role/shop-ecs-task-role-dev',
        'rule/StepFunctionsGetEventsForECSTaskRule',
      ],
    },
  ],
  [
    'role-name',
    ['--role-name', 'task-execution=acme-<project>-exec-<environment>'],
    { codepipeline: ['arn:aws:iam::123456789012:role/acme-shop-exec-dev'] },
  ],
  [
    'existing-role',
    [
      ...['--roles', 'task,codebuild,codepipeline'],
      ...['--existing-role', 'task-execution=arn:aws:iam::123456789012:role/team/exec'],
    ],
    { codepipeline: ['"arn:aws:iam::123456789012:role/team/exec"'] },
  ],
];

test.each(MADE)('%s', (_, words, found) => {
  const texts = textsOf([...HOME, ...words]);
  for (const [where, pieces] of Object.entries(found)) {
    for (const piece of pieces) expect(texts[where]).toContain(piece);
  }
});

/** Flags, and what the one message and its hint say. */
const REFUSED: readonly (readonly [id: string, words: readonly string[], said: RegExp])[] = [
  [
    'secret-hyphen-six, by its ARN',
    ['--secrets', `arn:aws:secretsmanager:${HERE}:secret:my-secret`],
    /my-secret.*complete/,
  ],
  [
    'existing-role, which is not given',
    ['--roles', 'task,codebuild,codepipeline'],
    /task-execution.*--existing-role task-execution=ARN/,
  ],
  ['secret-hyphen-six', ['--secrets', 'my-secret'], /my-secret.*complete ARN/],
  [
    'variable-twice',
    ['--parameters', '/a/password,/b/password'],
    /a\/password.*b\/password.*NAME=REFERENCE/,
  ],
  ['variable-illegal', ['--secrets', 'shop/123'], /shop\/123.*NAME=REFERENCE/],
  [
    'cluster of another account',
    ['--cluster', 'arn:aws:ecs:eu-west-1:444455556666:cluster/main'],
    /--cluster.*444455556666.*123456789012 \(--account\)/,
  ],
  ['tag-case', ['--tag', 'Owner=x', '--tag', 'owner=y'], /Owner.*owner|owner.*Owner/],
];

test.each(REFUSED)('%s is refused', (_, words, said) => {
  const faults = faultsFrom([...HOME, ...words]);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(said);
});

test('parameter-arn-no-account', () => {
  const parameter = 'arn:aws:ssm:eu-west-1:123456789012:parameter/shop/url';
  const texts = textsOf(['--environments', 'dev', '--parameters', parameter]);
  expect(texts['task-execution']).toContain(`"${parameter}"`);
});

test('secret-json-keys: both come from one resource in one statement', () => {
  const texts = textsOf([...HOME, '--secrets', 'DB_USER=shop/db:user::,DB_PASS=shop/db:pass::']);
  expect(texts['task-execution']?.match(/secret:shop\/db/g)).toHaveLength(1);
});

/** The roles of the first environment by id, the task definition and the notes, as text. */
function textsOf(words: readonly string[]): Readonly<Record<string, string>> {
  const service = buildService(resolvedWords(words).answers);
  const [{ values } = { values: {} }] = service.environments;
  const filled = (value: object) =>
    JSON.stringify(
      mapStrings(value, (text) =>
        placeholdersOf(template(text)).length > 0 ? substitute(template(text), values) : text,
      ),
    );
  return {
    ...Object.fromEntries(service.model.roles.map((role) => [role.id, filled(role)])),
    taskdef: JSON.stringify(taskDefinition(service)),
    notes: notes(service).join('\n'),
  };
}

function faultsFrom(words: readonly string[]): readonly string[] {
  return faultsOfStep(() => textsOf(words)).map((one) => `${one.message} ${one.hint}`);
}
