import fc from 'fast-check';
import { definitionOf } from '../../../lib/definition/definition-of.ts';
import { UserError } from '../../../lib/errors.ts';
import { listOf } from '../../../lib/iam/equality.ts';
import type { Environment } from '../../../lib/iam/model.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import type { Service } from '../../../lib/service/types.ts';
import { readRoleFiles } from '../../../lib/targets/cli/read.ts';
import { readDefinition } from '../../../lib/targets/cli/read-definition.ts';
import { readValues } from '../../../lib/targets/cli/read-values.ts';
import { renderer } from '../../../lib/targets/cli/render.ts';
import { IS_DEFINITION } from '../../../lib/targets/definition-files.ts';
import type { SourceFile } from '../../../lib/targets/source.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../../support/answers.ts';
import { randomServices } from '../../support/random-answers.ts';

const filesOf = (service: Service) =>
  renderer.render(service).filter(({ path }) => IS_DEFINITION.cli(path));

const read = (service: Service, files: readonly SourceFile[], environment: Environment) =>
  readDefinition({ root: '.', files, service, environment });

test('what is written from random answers is read as the definition of the service', async () => {
  await fc.assert(
    fc.asyncProperty(randomServices, async (service) => {
      for (const environment of service.environments) {
        const { definition } = await read(service, filesOf(service), environment);
        expect(definition).toEqual(definitionOf(service.model, environment));
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('the place of every statement is the line on which it begins', async () => {
  const service = buildService(everythingAnswers());
  const files = filesOf(service);
  const [dev] = service.environments;
  if (dev === undefined) throw new Error('There is no environment.');
  const { definition, places } = await read(service, files, dev);
  const { roles } = definition;
  const statements = roles.flatMap((role) =>
    [
      role.trust,
      ...Object.values(role.inlinePolicies),
      ...role.managedPolicies.map(({ document }) => document),
    ].flatMap(({ Statement }) => listOf(Statement) as { readonly Sid: string }[]),
  );
  const lines = new Map(files.map(({ path, contents }) => [path, contents.split('\n')]));
  // The Sid stands on the line of the brace, or on the next.
  const sidAt = (path: string, line: number) =>
    /"Sid": "(\w+)"/.exec(
      lines
        .get(path)
        ?.slice(line - 1, line + 1)
        .join('') ?? '',
    )?.[1];
  expect(places.map(({ path, line }) => sidAt(path, line)).sort()).toEqual(
    statements.map(({ Sid }) => Sid).sort(),
  );
});

test.each([
  ["NAME='value'", 'value'],
  ["NAME='it'\\''s'", "it's"],
  ['NAME=plain/value', 'plain/value'],
  ['NAME="a b"', 'a b'],
  ['export NAME=x', 'x'],
  ['NAME=', ''],
  ["# NAME='no'\n\n  NAME='yes'\r\n", 'yes'],
])('%s gives %s', (contents, value) => {
  expect(readValues({ path: 'dev.env', contents })).toEqual({ NAME: value });
});

/** The fault of reading, as a user reads it. */
function faultOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof UserError) return `${error.name}: ${error.message} ${error.hint}`;
    throw error;
  }
  return '';
}

test.each(['NAME=$OTHER', 'NAME="$(date)"', 'NAME=a b', 'source other.env', "NAME='open"])(
  '%s is a fault: nothing is executed',
  (line) => {
    const file = { path: 'environments/dev.env', contents: `A=b\n${line}\n` };
    expect(faultOf(() => readValues(file))).toMatch(
      /^UnreadableDefinition: environments\/dev\.env:2: The line is no NAME=value\. \S.*\.$/,
    );
  },
);

const PATH = 'iam/roles/task.json';
const task = filesOf(buildService(DEFAULT_ANSWERS)).find(({ path }) => path === PATH);
const contents = task?.contents ?? '';
const VALUES = { PROJECT: 'shop', ENVIRONMENT: 'dev', OWNERSHIP_ID: 'a1b2c3d4' };

test('a role added by hand has no id, and may leave out what has a default', () => {
  const file = {
    path: 'iam/roles/own.json',
    contents: '{"RoleName":"own","AssumeRolePolicyDocument":{}}',
  };
  expect(readRoleFiles([file], {}).roles).toEqual([
    {
      name: 'own',
      path: '/',
      description: '',
      maxSessionDuration: 3600,
      tags: {},
      trust: {},
      inlinePolicies: {},
      managedPolicies: [],
      attachedPolicies: [],
    },
  ]);
});

test('a role or a policy that names other environments is not made here', () => {
  const none = contents.replace('"Path"', '"Environments": ["prod"], "Path"');
  const policy = (environment: string) =>
    `{"PolicyName":"In${environment}","Environments":["${environment}"],"PolicyDocument":{}}`;
  const some = contents.replace(
    '"Policies": []',
    `"Policies": [${policy('dev')},${policy('prod')}]`,
  );
  const rolesIn = (text: string) =>
    readRoleFiles([{ path: PATH, contents: text }], VALUES, ['dev', 'prod']).roles;
  expect(rolesIn(none)).toEqual([]);
  expect(rolesIn(some).map(({ inlinePolicies }) => Object.keys(inlinePolicies))).toEqual([
    ['Indev'],
  ]);
});

test('a dollar that is escaped is text', () => {
  const own = contents.replace('"Path": "/"', '"Path": "/\\u0024{PROJECT}/${PROJECT}/"');
  expect(readRoleFiles([{ path: PATH, contents: own }], VALUES).roles[0]?.path).toBe(
    '/${PROJECT}/shop/',
  );
});

test.each([
  ['"RoleName"', '"Rolename"', 'Rolename is no property of a role.'],
  [/"RoleName": ".*"/, '"RoleName": 1', 'RoleName is no text.'],
  ['${PROJECT}-', '${PROJEKT}-', '${PROJEKT} has no value in this environment.'],
  ['${PROJECT}-', '<project>-', '<project> has no meaning to AWS.'],
  ['"MaxSessionDuration": 3600', '"MaxSessionDuration": "1h"', 'MaxSessionDuration is no number.'],
  [/"Policies": \[\]/, '"Policies": {}', 'Policies is no list.'],
  [/"Policies": \[\]/, '"Policies": [{}]', 'PolicyName is missing.'],
  [/"Policies": \[\]/, '"Policies": [{"PolicyName":"A"}]', 'PolicyDocument is missing.'],
  [
    /"Policies": \[\]/,
    '"Policies": [{"PolicyName":"A","PolicyDocument":{}},{"PolicyName":"A","PolicyDocument":{}}]',
    'The role has two Policies called A.',
  ],
  ['"AssumeRolePolicyDocument": {', '"Tags": 1, "X": {', 'the key "Tags" is given twice'],
  ['"Path": "/",', '"Environments": ["stag"], "Path": "/",', 'There is no environment "stag".'],
  ['"Path": "/",', '"Environments": "dev", "Path": "/",', 'Environments is no list.'],
  ['"Path": "/",', '"Path": "/"', "stands where ',' or '}' should"],
])('%s → %s is a fault with file, line and what to do', (found, replaced, message) => {
  const edited = contents.replace(found, () => replaced);
  expect(edited).not.toBe(contents);
  const files = [{ path: PATH, contents: edited }];
  const fault = faultOf(() => readRoleFiles(files, VALUES, ['dev', 'prod']));
  expect(fault).toMatch(/^\w+: iam\/roles\/task\.json:\d+:(\d+:)? .*\. \S.*\.$/);
  expect(fault).toContain(message);
});

test.each([
  ['environments/dev.env', 'REGION', undefined, 'The file with the values of the environment is'],
  ['environments/dev.env', /^CLUSTER=.*$/m, 'CLUSTER=$(id)', 'The line is no NAME=value.'],
  ['iam/shared/repository.json', '"RepositoryName"', '"Name"', 'defines nothing that environments'],
  ['iam/shared/repository.json', '"ImageTagMutability"', '"Tags"', 'Tags is no property beside'],
  ['iam/shared/logs-policy.json', /"ecs-iam-.*"/, '1', 'PolicyName is no text.'],
])('%s: %s → %s is a fault of the definition', async (path, found, replaced, message) => {
  const service = buildService(everythingAnswers());
  const [dev] = service.environments;
  if (dev === undefined) throw new Error('There is no environment.');
  const files = filesOf(service).flatMap((file) => {
    if (file.path !== path) return [file];
    if (replaced === undefined) return [];
    return [{ path, contents: file.contents.replace(found, () => replaced) }];
  });
  const fault = await read(service, files, dev).then(String, (error: unknown) =>
    error instanceof UserError ? `${error.name}: ${error.message} ${error.hint}` : String(error),
  );
  expect(fault).toContain(`UnreadableDefinition: ${path}:`);
  expect(fault).toContain(message);
});
