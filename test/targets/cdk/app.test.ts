import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AccountFacts, fillModel } from '../../../lib/iam/fill.ts';
import { modelIn } from '../../../lib/iam/where.ts';
import { stackName } from '../../../lib/names.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { renderer } from '../../../lib/targets/cdk/render.ts';
import { sharedStacks } from '../../../lib/targets/cdk/shared-stack-file.ts';
import {
  instanceProfileLogicalId,
  roleLogicalId,
} from '../../../lib/targets/cloudformation/roles.ts';
import { expectedRoles } from '../../support/account.ts';
import { describeWithCdk, linkCdkModules } from '../../support/cdk-app.ts';
import { withoutPipeline } from '../../support/pipeline-kinds.ts';
import { putFiles } from '../../support/put-files.ts';
import { templateRoles } from '../../support/template-roles.ts';
import { FACTS } from '../../support/values.ts';
import { CASES } from './rendered.ts';
import { runNode, synthesise, type Templates } from './synthesise.ts';

const MINUTES = 60_000;

const GOV: AccountFacts = {
  account: '001122334455',
  partition: 'aws-us-gov',
  region: 'us-gov-west-1',
  dnsSuffix: 'amazonaws.com',
};
const CHINA: AccountFacts = {
  account: '001122334455',
  partition: 'aws-cn',
  region: 'cn-north-1',
  dnsSuffix: 'amazonaws.com.cn',
};

const PLACES = { 'no account': FACTS, 'an account': FACTS, GovCloud: GOV, China: CHINA };

describeWithCdk('the generated app', () => {
  const top = mkdtempSync(join(tmpdir(), 'cdk '));
  const apps = CASES.map(([name, answers], index) => {
    const service = withoutPipeline(buildService(answers));
    return { name, service, folder: join(top, `case-${index}`, 'iam') };
  });
  const folders = apps.map(({ folder }) => folder);
  const [first = ''] = folders;
  let templates: Templates;

  beforeAll(async () => {
    for (const { service, folder } of apps) {
      putFiles(join(folder, '..'), renderer.render(service));
      linkCdkModules(folder);
    }
    templates = await synthesise(top, folders, { ...PLACES, 'no account': null });
  }, 5 * MINUTES);
  afterAll(() => rmSync(top, { recursive: true, force: true }));

  test(
    'the compiler finds nothing',
    async () => {
      const { compilerOptions } = JSON.parse(readFileSync(join(first, 'tsconfig.json'), 'utf8'));
      const types = { typeRoots: [join(first, 'node_modules/@types')] };
      const config = { compilerOptions: { ...compilerOptions, ...types }, include: ['case-*/iam'] };
      writeFileSync(join(top, 'tsconfig.json'), JSON.stringify(config));
      expect(await runNode(['node_modules/typescript/bin/tsc', '-p', top], first)).toBe('');
    },
    5 * MINUTES,
  );

  test(
    'its own tests pass, cdk-nag among them',
    async () => {
      const { scripts } = JSON.parse(readFileSync(join(first, 'package.json'), 'utf8'));
      // By name: neither Node 20 nor the shell of Windows reads a pattern.
      expect(scripts.test).toBe('node --import tsx --test test/iam-stack.test.ts');
      const all = join(top, 'all.test.js');
      const tests = folders.flatMap((folder) =>
        readdirSync(join(folder, 'test')).map((name) => join(folder, 'test', name)),
      );
      writeFileSync(all, tests.map((file) => `require(${JSON.stringify(file)});`).join('\n'));
      const output = await runNode(['--import', 'tsx', '--test', all], first);
      expect(output).toMatch(/^# fail 0$/m);
      const stacks = apps.flatMap(({ service }) => [
        ...service.environments,
        ...sharedStacks(service),
      ]);
      expect(output.match(/^ *ok .*cdk-nag finds nothing/gm)?.length).toBe(stacks.length);
    },
    5 * MINUTES,
  );

  describe.each(apps)('$name', ({ service, folder }) => {
    test.each(Object.entries(PLACES))(
      'synthesised for %s, its stacks make the roles of the model',
      (place, facts) => {
        const stacks = templates[folder]?.[place] ?? {};
        const names = [
          ...service.environments.map(({ name }) => stackOf(name)),
          ...sharedStacks(service).map((one) => one.stackName),
        ];
        expect(Object.keys(stacks).sort()).toEqual(names.sort());
        for (const environment of service.environments) {
          const region = environment.values.region ?? facts.region;
          if (region !== facts.region) continue;
          const there = { ...facts, account: environment.values.account ?? facts.account };
          const values = { ...environment.values, ...there };
          const stack = stackOf(environment.name);
          const template = stacks[stack];
          if (template === undefined) throw new Error(`There is no stack ${stack}.`);
          expect(templateRoles(template, { parameters: {}, facts: there, stack })).toEqual(
            expectedRoles(fillModel(service.model, { ...environment, values }, there), there),
          );
        }
      },
    );

    test("every role's name and ARN is exported under the stack's name", () => {
      for (const environment of service.environments) {
        const stack = stackOf(environment.name);
        const template = templates[folder]?.['an account']?.[stack];
        const exports = Object.values(template?.Outputs ?? {}).map(({ Export }) => Export?.Name);
        const ids = modelIn(service.model, environment).roles.flatMap((role) => [
          `${roleLogicalId(role)}Name`,
          `${roleLogicalId(role)}Arn`,
          ...(role.instanceProfile ? [`${instanceProfileLogicalId(role)}Name`] : []),
        ]);
        expect(exports.sort()).toEqual(ids.map((id) => `${stack}-${id}`).sort());
      }
    });

    function stackOf(environment: string): string {
      return stackName(service.model.project, environment);
    }
  });
});
