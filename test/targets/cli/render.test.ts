import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cataloguePolicies } from '../../../lib/grants/catalogue.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import type { Service } from '../../../lib/service/types.ts';
import { renderSharedScripts } from '../../../lib/starter/scripts.ts';
import { renderer } from '../../../lib/targets/cli/render.ts';
import { IS_DEFINITION } from '../../../lib/targets/definition-files.ts';
import { NEWER_THAN_BASH_3_2 } from '../../starter/bash-3-2.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../../support/answers.ts';
import { withoutPipeline } from '../../support/pipeline-kinds.ts';
import { putFiles } from '../../support/put-files.ts';
import { describeWith } from '../../support/tools.ts';

const everything = withoutPipeline(buildService(everythingAnswers()));
const defaults = withoutPipeline(buildService(DEFAULT_ANSWERS));
const contents = (service: Service, path: string) =>
  renderer.render(service).find((file) => file.path === path)?.contents ?? '';

test('the files are sorted by path, end in one line feed, and only the two verbs can be run', () => {
  const files = renderer.render(everything);
  expect(files.map(({ path }) => path)).toEqual(files.map(({ path }) => path).sort());
  for (const file of files) expect(file.contents).toMatch(/[^\n]\n$/);
  expect(files.filter(({ executable }) => executable).map(({ path }) => path)).toEqual([
    'scripts/deploy-iam.sh',
    'scripts/destroy-iam.sh',
  ]);
});

test('no file of the target is one of those that all targets share', () => {
  const shared = new Set(renderSharedScripts().map(({ path }) => path));
  expect(renderer.render(everything).filter(({ path }) => shared.has(path))).toEqual([]);
});

test('a role is one file, a shared thing is one file, an environment has its values in one', () => {
  const paths = renderer.render(everything).map(({ path }) => path);
  expect(paths.filter((path) => path.startsWith('iam/roles/'))).toHaveLength(
    everything.model.roles.length,
  );
  expect(paths.filter((path) => path.startsWith('iam/shared/'))).toEqual([
    'iam/shared/logs-destination.json',
    'iam/shared/logs-policy.json',
    'iam/shared/repository.json',
  ]);
  expect(paths.filter((path) => path.startsWith('environments/'))).toEqual([
    'environments/dev.env',
    'environments/prod.env',
  ]);
  expect(paths.filter(IS_DEFINITION.cli).every((path) => /^(iam|environments)\//.test(path))).toBe(
    true,
  );
});

test('accounts that differ have folders, and each environment names its own', () => {
  const service = buildService({
    ...DEFAULT_ANSWERS,
    pipeline: 'each',
    environments: [
      { name: 'dev', values: { account: '111122223333', branch: 'develop' } },
      { name: 'prod', values: { account: '444455556666' } },
    ],
  });
  const paths = renderer.render(service).map(({ path }) => path);
  expect(paths).toContain('iam/shared/dev/repository.json');
  expect(paths).toContain('iam/shared/prod/repository.json');
  expect(contents(service, 'environments/prod.env')).toMatch(/^SHARED=prod|^SHARED='prod'$/m);
});

test('no document names an account or a partition that the answers did not', () => {
  const text = renderer
    .render(defaults)
    .map((file) => file.contents)
    .join('');
  expect(text).not.toMatch(/arn:aws[:-]|\d{12}/);
});

test('every policy that a model can hold is known as ours', () => {
  const known = new Set(cataloguePolicies());
  for (const { inlinePolicies, managedPolicies } of everything.model.roles) {
    const names = [
      ...inlinePolicies.map(({ name }) => name),
      ...managedPolicies.map(({ policy }) => policy),
    ];
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  }
});

test('what the scripts know as ours is in their catalogue', () => {
  const { policies } = JSON.parse(contents(everything, 'scripts/lib/catalogue.json'));
  expect(policies.join(' ').split(' ')).toEqual(cataloguePolicies());
});

test('a reader finds the roles by name', () => {
  const [first] = defaults.model.roles;
  expect(first && renderer.roleReference(first)).toBe(
    '"${PROJECT}-ecs-task-execution-role-${ENVIRONMENT}"',
  );
});

test.each(NEWER_THAN_BASH_3_2)('no script uses %s', (_, pattern) => {
  const scripts = renderer.render(everything).filter(({ path }) => path.endsWith('.sh'));
  for (const { path, contents: text } of scripts) {
    expect([path, text.match(pattern)]).toEqual([path, null]);
  }
});

describeWith(['shellcheck'], 'shellcheck', () => {
  test.each([
    ['the defaults', defaults],
    ['every role and option', everything],
  ])('finds nothing in the scripts of %s', (_, service) => {
    const folder = mkdtempSync(join(tmpdir(), 'scripts '));
    putFiles(folder, [...renderSharedScripts(), ...renderer.render(service)]);
    const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const { stdout } = spawnSync(
      'shellcheck',
      scripts.filter((path) => path.endsWith('.sh')),
      { cwd: folder, encoding: 'utf8' },
    );
    rmSync(folder, { recursive: true });
    expect(stdout).toBe('');
  });
});
