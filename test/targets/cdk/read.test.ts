import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitionOf } from '../../../lib/definition/definition-of.ts';
import type { Definition } from '../../../lib/iam/definition.ts';
import { sameDocument } from '../../../lib/iam/equality.ts';
import type { Environment } from '../../../lib/iam/model.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import type { Service } from '../../../lib/service/types.ts';
import { read } from '../../../lib/targets/cdk/read/definition.ts';
import { renderer } from '../../../lib/targets/cdk/render.ts';
import { IS_DEFINITION } from '../../../lib/targets/definition-files.ts';
import { canonical, trustMeaning } from '../../support/account.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../../support/answers.ts';
import { describeWithCdk, linkCdkModules } from '../../support/cdk-app.ts';
import { describeInFull } from '../../support/in-full.ts';
import { putFiles } from '../../support/put-files.ts';
import { CASES } from './rendered.ts';

const MINUTES = 60_000;

/** A definition whose documents are in one order; trust policies without Sids, as CDK writes them. */
function comparable(definition: Definition): unknown {
  return {
    ...definition,
    roles: definition.roles.map((role) => ({
      ...role,
      trust: trustMeaning(role.trust),
      inlinePolicies: Object.fromEntries(
        Object.entries(role.inlinePolicies).map(([name, document]) => [name, canonical(document)]),
      ),
      managedPolicies: role.managedPolicies.map((policy) => ({
        ...policy,
        document: canonical(policy.document),
      })),
    })),
    shared: {
      ...definition.shared,
      resourcePolicies: definition.shared.resourcePolicies.map((policy) => ({
        ...policy,
        document: canonical(policy.document),
      })),
    },
  };
}

function filesOf(service: Service) {
  return renderer.render(service).filter(({ path }) => IS_DEFINITION.cdk(path));
}

function environmentIn({ environments }: Service, name?: string): Environment {
  const found = environments.find((one) => name === undefined || one.name === name);
  if (found === undefined) throw new Error('There is no such environment.');
  return found;
}

describeInFull('reading the app', (name) => {
  describeWithCdk(name, () => {
    const top = mkdtempSync(join(tmpdir(), 'cdk read '));
    afterAll(() => rmSync(top, { recursive: true, force: true }));

    function write(name: string, service: Service): string {
      const root = join(top, name);
      putFiles(root, renderer.render(service));
      linkCdkModules(join(root, 'iam'));
      return root;
    }

    test.each(CASES)(
      'an untouched repo is read as the definition of the model: %s',
      async (name, answers) => {
        const service = buildService({ ...answers, target: 'cdk' });
        const root = write(name, service);
        const files = filesOf(service);
        for (const environment of service.environments) {
          const request = { root, files, service, environment };
          const { definition } = await read(request);
          expect(comparable(definition)).toEqual(
            comparable(definitionOf(service.model, environment)),
          );
        }
      },
      2 * MINUTES,
    );

    describe('an edited repo', () => {
      const service = buildService({ ...DEFAULT_ANSWERS, target: 'cdk' });
      const environment = environmentIn(service, 'dev');
      let root = '';
      beforeEach(() => {
        root = write(`edited ${expect.getState().currentTestName?.replace(/\W/g, ' ')}`, service);
      });

      function edit(path: string, find: string, replacement: string): void {
        const file = join(root, path);
        const text = readFileSync(file, 'utf8');
        expect(text).toContain(find);
        writeFileSync(file, text.replace(find, replacement));
      }

      const readEdited = () => read({ root, files: filesOf(service), service, environment });

      test(
        'the edit is read, and nothing else has changed',
        async () => {
          edit('iam/lib/roles/task-execution.ts', "'ecr:BatchGetImage'", "'ecr:DescribeImages'");
          edit(
            'iam/lib/environments.ts',
            "...named('dev') }",
            "...named('dev'), cluster: 'other' }",
          );
          const { definition } = await readEdited();
          const untouched = definitionOf(service.model, environment);
          const [role] = definition.roles;
          const [before] = untouched.roles;
          const text = JSON.stringify(before?.inlinePolicies).replace(
            'ecr:BatchGetImage',
            'ecr:DescribeImages',
          );
          expect(
            sameDocument(role?.inlinePolicies.TaskExecution, JSON.parse(text).TaskExecution),
          ).toBe(true);
          expect(definition.values.cluster).toBe('other');
          expect(JSON.stringify(definition.roles)).toContain(':service/other/shop');
        },
        MINUTES,
      );

      test(
        'the place of a statement is the line of its Sid',
        async () => {
          const { definition, places } = await readEdited();
          const files = filesOf(service);
          const statements = definition.roles.flatMap(({ inlinePolicies }) =>
            Object.values(inlinePolicies).flatMap(
              ({ Statement }) => Statement as { Sid: string }[],
            ),
          );
          const lines = places.map(
            ({ path, line }) =>
              files.find((file) => file.path === path)?.contents.split('\n')[line - 1],
          );
          expect(lines.map((line) => line?.trim())).toEqual(
            statements.map(({ Sid }) => `sid: '${Sid}',`),
          );
        },
        MINUTES,
      );

      test.each([
        [
          'iam/lib/roles/task.ts',
          'roleName: ',
          'roleName: = ',
          /^UnreadableDefinition: iam\/lib\/roles\/task\.ts:\d+: Unexpected "="/,
        ],
        [
          'iam/lib/iam-stack.ts',
          'super(scope, id, props);',
          "super(scope, id, props);\n    throw new Error('Not today.');",
          /^UnreadableDefinition: iam\/lib\/iam-stack\.ts:\d+: Not today\./,
        ],
        [
          'iam/cdk.json',
          '"app"',
          '"apps"',
          /^UnreadableDefinition: iam\/cdk\.json:1: The file does not say/,
        ],
      ])(
        '%s: %s becomes %s',
        async (path, find, replacement, fault) => {
          edit(path, find, replacement);
          const said = await readEdited().then(
            () => '',
            (error: Error) => `${error.name}: ${error.message}`,
          );
          expect(said).toMatch(fault);
        },
        MINUTES,
      );

      test('without its packages the command that installs them is named', async () => {
        rmSync(join(root, 'iam/node_modules'));
        await expect(readEdited()).rejects.toMatchObject({
          name: 'MissingPackages',
          hint: 'Install them: npm ci --prefix iam',
        });
      });
    });

    test('a template is read in place of the app', async () => {
      const service = buildService({ ...everythingAnswers(), target: 'cdk' });
      const environment = environmentIn(service);
      const contents = JSON.stringify({
        Resources: {
          TaskRole30FC0FBB: {
            Type: 'AWS::IAM::Role',
            Properties: {
              RoleName: 'shop',
              AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
            },
          },
        },
      });
      const given = { path: 'template.json', contents };
      const { definition } = await read({ root: top, files: [], service, environment, given });
      expect(definition.roles.map(({ id, name }) => [id, name])).toEqual([['task', 'shop']]);
      expect(definition.shared).toEqual(definitionOf(service.model, environment).shared);
    });
  });
});

test.each([
  ['iam/lib/roles/task.ts', true],
  ['iam/lib/more/own.ts', true],
  ['iam/bin/app.ts', true],
  ['iam/cdk.json', true],
  ['iam/package.json', true],
  ['iam/package-lock.json', false],
  ['iam/test/iam-stack.test.ts', false],
  ['iam/node_modules/x/index.ts', false],
  ['iam/cdk.out/a.template.json', false],
  ['app/server.ts', false],
])('%s defines IAM: %s', (path, expected) => {
  expect(IS_DEFINITION.cdk(path)).toBe(expected);
});
