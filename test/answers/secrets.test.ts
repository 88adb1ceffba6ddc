import type { Resolved } from '../../lib/answers/complete.ts';
import type { UserError } from '../../lib/errors.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { taskDefinition } from '../../lib/service/pipeline/task-definition.ts';
import { faultsOfStep, resolvedWords } from '../support/faults.ts';

const HOME = ['--environments', 'dev', '--account', '123456789012', '--region', 'eu-west-1'];
const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret';
/** How the task definition and the policies begin an ARN of the own place. */
const TASK = 'arn:${PARTITION}:secretsmanager:${AWS_REGION}:${ACCOUNT_ID}:secret';
const POLICY = 'arn:<partition>:secretsmanager:<region>:<account>:secret';

test.each([
  ['shop/db', 'DB', `${TASK}:shop/db`, `${POLICY}:shop/db-??????`],
  [
    ' shop/dbPassword ',
    'DB_PASSWORD',
    `${TASK}:shop/dbPassword`,
    `${POLICY}:shop/dbPassword-??????`,
  ],
  ['DB_USER=shop/db', 'DB_USER', `${TASK}:shop/db`, `${POLICY}:shop/db-??????`],
  ['shop/db:user::', 'USER', `${TASK}:shop/db:user::`, `${POLICY}:shop/db-??????`],
  [
    'PW=shop/db:pass:AWSCURRENT',
    'PW',
    `${TASK}:shop/db:pass:AWSCURRENT:`,
    `${POLICY}:shop/db-??????`,
  ],
  [`${ARN}:shop/db-AbCdE1`, 'DB', `${TASK}:shop/db-AbCdE1`, `${POLICY}:shop/db-AbCdE1`],
  [
    `X=${ARN}:shop/db-AbCdE1:user::`,
    'X',
    `${TASK}:shop/db-AbCdE1:user::`,
    `${POLICY}:shop/db-AbCdE1`,
  ],
  [`complete:${ARN}:my-secret`, 'MY', `${TASK}:my-secret`, `${POLICY}:my-secret`],
  [`Y=complete:${ARN}:my-secret`, 'Y', `${TASK}:my-secret`, `${POLICY}:my-secret`],
  [
    `DB=rds!db-${'1234abcd-12ab-34cd-56ef-1234567890ab'}`,
    'DB',
    `${TASK}:rds!db-1234abcd-12ab-34cd-56ef-1234567890ab`,
    `${POLICY}:rds!db-1234abcd-12ab-34cd-56ef-1234567890ab-??????`,
  ],
  [
    `DB=${ARN}:rds!db-1234abcd-12ab-34cd-56ef-1234567890ab-AbCdE1`,
    'DB',
    `${TASK}:rds!db-1234abcd-12ab-34cd-56ef-1234567890ab-AbCdE1`,
    `${POLICY}:rds!db-1234abcd-12ab-34cd-56ef-1234567890ab-AbCdE1`,
  ],
  [
    'arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/db-AbCdE1',
    'DB',
    'arn:${PARTITION}:secretsmanager:us-east-1:${ACCOUNT_ID}:secret:shop/db-AbCdE1',
    'arn:<partition>:secretsmanager:us-east-1:<account>:secret:shop/db-AbCdE1',
  ],
])('the secret %s is variable %s', (text, name, valueFrom, resource) => {
  const { answers } = resolvedWords([...HOME, '--secrets', text]);
  expect(secretsOf(answers)).toEqual([{ name, valueFrom }]);
  expect(resourcesOf(answers)).toEqual([resource]);
});

test('two keys of one secret are two variables and one resource', () => {
  const { answers } = resolvedWords([
    ...HOME,
    '--secrets',
    'DB_USER=shop/db:user::,DB_PASS=shop/db:pass::',
  ]);
  expect(secretsOf(answers)).toMatchObject([{ name: 'DB_USER' }, { name: 'DB_PASS' }]);
  expect(resourcesOf(answers)).toEqual([`${POLICY}:shop/db-??????`]);
});

test.each([
  [['--secrets', `${ARN}:my-secret`], 'AmbiguousSecret', /complete ARN.*'complete:'/],
  [['--secrets', 'my-secret'], 'AmbiguousSecret', /complete ARN/],
  [['--secrets', 'shop/db-AbCdE1'], 'AmbiguousSecret', /complete ARN/],
  [
    ['--secrets', 'shop/app-<environment>', '--environments', 'shared'],
    'AmbiguousSecret',
    /complete/,
  ],
  [['--secrets', `${ARN}:db`], 'PartialArn', /whole ARN/],
  [['--secrets', 'shop/123'], 'IllegalVariable', /NAME=REFERENCE/],
  [['--secrets', '1X=shop/db'], 'IllegalVariable', /NAME=REFERENCE/],
  [['--secrets', 'A-B=shop/db'], 'IllegalVariable', /NAME=REFERENCE/],
  [
    ['--secrets', 'rds!db-1234abcd-12ab-34cd-56ef-1234567890ab'],
    'IllegalVariable',
    /DATABASE=rds!/,
  ],
  [['--secrets', 'shop/db:a:b:c:d'], 'BadSecretPart', /key:stage:version/],
  [['--secrets', 'shop/db:a:b:c'], 'BadSecretPart', /key:stage:version/],
  [['--parameters', '/shop/api/password,/shop/db/password'], 'VariableTwice', /NAME=REFERENCE/],
  [['--parameters', '/a/db', '--secrets', 'b/db'], 'VariableTwice', /NAME=REFERENCE/],
  [['--parameters', 'arn:aws:ssm:eu-west-1:123456789012:parametr/x'], 'BadValue', /^$/],
])('%j is refused with %s', (words, code, hint) => {
  const faults = faultsFrom(words);
  expect(faults.map(({ name }) => name)).toEqual([code]);
  expect(faults[0]?.hint).toMatch(hint);
});

test('two names that would be one variable are both named, with their flags', () => {
  const [fault] = faultsFrom(['--parameters', '/a/db', '--secrets', 'b/db']);
  expect(fault?.message).toBe(
    "'b/db' (--secrets) and 'a/db' (--parameters) would both be the variable DB.",
  );
});

function faultsFrom(words: readonly string[]): readonly UserError[] {
  return faultsOfStep(() => resolvedWords(words));
}

function secretsOf(answers: Resolved['answers']): unknown {
  return Object(taskDefinition(buildService(answers))).containerDefinitions[0].secrets;
}

function resourcesOf(answers: Resolved['answers']): unknown {
  const role = buildService(answers).model.roles.find(({ id }) => id === 'task-execution');
  return role?.inlinePolicies
    .flatMap(({ statements }) => statements)
    .find(({ sid }) => sid === 'ReadSecrets')?.resources;
}
