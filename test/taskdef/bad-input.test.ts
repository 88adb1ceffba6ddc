import { deriveAnswers } from '../../lib/taskdef/derive.ts';
import { readTaskDefinition } from '../../lib/taskdef/read.ts';

const CONTAINER = '{"name": "app", "image": "app"}';
const read = (text: string) => {
  const definition = readTaskDefinition({ name: 'a.json', text });
  return deriveAnswers([definition], {
    placeOf: () => ({}),
    chosen: () => undefined,
    has: () => false,
  });
};
const withKeys = (keys: string, container = CONTAINER) => `{
  "family": "shop", ${keys}
  "containerDefinitions": [${container}]
}`;
const secret = (valueFrom: string) =>
  withKeys(
    '',
    `{"name": "app", "image": "app", "secrets": [{"name": "KEY", "valueFrom": "${valueFrom}"}]}`,
  );
const SECRETS = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret';

test.each([
  ['no JSON', 'family: shop', 'a.json:1:1: ', 'BrokenJson'],
  ['an end too early', '{\n  "family": ', 'a.json:2:13: ', 'BrokenJson'],
  ['a key twice', '{"family": "a",\n "family": "b"}', 'a.json:2:2: ', 'KeyTwice'],
  ['a text', '"shop"', 'a.json:1:1: There are no containers here', 'BadTaskDefinition'],
  ['an empty object', '{}', 'a.json:1:1: There are no containers here', 'BadTaskDefinition'],
  [
    'an empty list',
    '{\n"containerDefinitions": []}',
    'a.json:2:1: There are no containers',
    'BadTaskDefinition',
  ],
  [
    'containers that are no list',
    '{"containerDefinitions": 1}',
    'a.json:1:2: containerDefinitions is the value 1, not a list',
    'BadTaskDefinition',
  ],
  [
    'a container that is no object',
    '["app"]',
    "a.json:1:2: Item 1 of containerDefinitions is 'app', not an object",
    'BadTaskDefinition',
  ],
  [
    'no name',
    withKeys('', '{"image": "app"}'),
    'a.json:3:28: A container has no name',
    'BadTaskDefinition',
  ],
  [
    'no image',
    withKeys('', '{"name": "app"}'),
    "a.json:3:28: Container 'app' has no image",
    'BadTaskDefinition',
  ],
  [
    'one name twice',
    withKeys('', `${CONTAINER}, ${CONTAINER}`),
    "A second container is called 'app'",
    'BadTaskDefinition',
  ],
  [
    'an unknown launch type',
    withKeys('\n"requiresCompatibilities": ["FARGAT"],'),
    "a.json:3:29: There is no launch type 'FARGAT'",
    'BadTaskDefinition',
  ],
  [
    'an unknown network mode',
    withKeys('"networkMode": "vpc",'),
    "There is no network mode 'vpc'",
    'BadTaskDefinition',
  ],
  [
    'Fargate with bridge',
    withKeys('"networkMode": "bridge", "requiresCompatibilities": ["FARGATE"],'),
    "Launch type FARGATE takes network mode awsvpc alone, not 'bridge'",
    'BadTaskDefinition',
  ],
  [
    'Fargate without a network mode',
    withKeys('"requiresCompatibilities": ["FARGATE"],'),
    'Launch type FARGATE takes network mode awsvpc, and no network mode is named.',
    'BadTaskDefinition',
  ],
  [
    'a number that should be a text',
    withKeys('', '{"name": "app", "image": 1}'),
    'image is the value 1, not a text.',
    'BadTaskDefinition',
  ],
  [
    'a list that should be an object',
    withKeys('', '{"name": "app", "image": "app", "logConfiguration": []}'),
    'logConfiguration is a list, not an object.',
    'BadTaskDefinition',
  ],
  [
    'EFS on Windows',
    withKeys(
      '"runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}, "volumes": [{"name": "a", "efsVolumeConfiguration": {"fileSystemId": "fs-0a"}}],',
    ),
    "Volume 'a' is on EFS, which containers on Windows cannot mount",
    'BadTaskDefinition',
  ],
  [
    'a mount without its volume',
    withKeys('', '{"name": "app", "image": "app", "mountPoints": [{"sourceVolume": "data"}]}'),
    "Container 'app' mounts 'data', which is no volume",
    'BadTaskDefinition',
  ],
  [
    'a secret of another service',
    secret('arn:aws:s3:::shop/key'),
    'KEY takes its value from',
    'BadTaskDefinition',
  ],
  [
    'colons too many',
    secret(`${SECRETS}:db::key::`),
    'KEY has 4 parts behind the secret',
    'BadTaskDefinition',
  ],
  [
    'an ending of six small letters',
    secret(`${SECRETS}:db-secret`),
    'KEY (db-secret) ends in a hyphen and six small letters',
    'BadTaskDefinition',
  ],
  [
    'an environment file that is none',
    withKeys(
      '',
      '{"name": "app", "image": "app", "environmentFiles": [{"type": "s3", "value": "app.env"}]}',
    ),
    "'app.env' is not the ARN of an object in S3",
    'BadTaskDefinition',
  ],
  [
    'awslogs without a group',
    withKeys('', '{"name": "app", "image": "app", "logConfiguration": {"logDriver": "awslogs"}}'),
    "Container 'app' logs by awslogs and names no awslogs-group",
    'BadTaskDefinition',
  ],
])('refuses %s with its place', (_, text, message, code) => {
  expect(() => read(text)).toThrow(
    expect.objectContaining({ name: code, message: expect.stringContaining(message) }),
  );
  expect(() => read(text)).toThrow(/^a\.json:\d+:\d+: [^\n]+$/);
});

test("says the right form of a secret's key", () => {
  expect(() => read(secret(`${SECRETS}:db::key::`))).toThrow(
    expect.objectContaining({ hint: `Write ${SECRETS}:db:key::` }),
  );
});

test('takes six small letters for a complete ARN where it is said', () => {
  const { entries } = read(secret(`complete:${SECRETS}:db-secret`));
  const secrets = entries.find(({ path: [name] }) => name === 'secrets')?.value;
  expect(secrets).toEqual([expect.objectContaining({ name: 'db', suffix: 'secret' })]);
});
