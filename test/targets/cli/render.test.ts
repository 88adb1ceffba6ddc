import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cataloguePolicies } from '../../../lib/grants/catalogue.ts';
import { policyDocument, trustDocument } from '../../../lib/iam/document.ts';
import { fillModel } from '../../../lib/iam/fill.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import type { Service } from '../../../lib/service/types.ts';
import { shellVariable } from '../../../lib/shell.ts';
import { renderSharedScripts } from '../../../lib/starter/scripts.ts';
import { renderer } from '../../../lib/targets/cli/render.ts';
import { NEWER_THAN_BASH_3_2 } from '../../starter/bash-3-2.ts';
import { runAwk } from '../../starter/scripts/awk.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../../support/answers.ts';
import { withoutPipeline } from '../../support/pipeline-kinds.ts';
import { putFiles } from '../../support/put-files.ts';
import { describeWith } from '../../support/tools.ts';
import { FACTS } from '../../support/values.ts';

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
  const shared = new Set(renderSharedScripts(everything).map(({ path }) => path));
  expect(renderer.render(everything).filter(({ path }) => shared.has(path))).toEqual([]);
});

test.each(everything.environments.map((environment) => [environment.name, environment] as const))(
  'the filled files of %s are the model’s own documents',
  (_, environment) => {
    const filled = fillModel(everything.model, environment, FACTS);
    const values = { ...FACTS, ...environment.values };
    const env = Object.fromEntries(
      Object.entries(values).map(([placeholder, value]) => [
        shellVariable(placeholder as never),
        value,
      ]),
    );
    const files = renderer.render(everything).filter(({ path }) => path.startsWith('iam/'));
    const read = new Map(
      files.map(({ path, contents: text }) => [
        path,
        JSON.parse(runAwk(['fill.awk'], text, { env })),
      ]),
    );
    const wanted = new Map<string, unknown>();
    for (const { id, trust, settings, inlinePolicies, managedPolicies } of filled.roles) {
      wanted.set(`iam/${id}/trust.json`, trustDocument(trust));
      wanted.set(`iam/${id}/role.json`, {
        Description: settings.description,
        MaxSessionDuration: settings.maxSessionDuration,
        Tags: Object.entries(settings.tags).map(([Key, Value]) => ({ Key, Value })),
      });
      for (const { name, statements } of inlinePolicies) {
        wanted.set(`iam/${id}/policies/${name}.json`, policyDocument(statements));
      }
      for (const { policy, statements } of managedPolicies) {
        wanted.set(`iam/${id}/policies/${policy}.json`, policyDocument(statements));
      }
    }
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(wanted));
  },
);

test('no document names an account or a partition that the answers did not', () => {
  const text = renderer
    .render(defaults)
    .map((file) => file.contents)
    .join('');
  expect(text).not.toMatch(/arn:aws[:-]|\d{12}/);
});

test('a role has a stanza', () => {
  expect(contents(defaults, 'scripts/deploy-iam.sh')).toContain(
    [
      'role codepipeline "${PROJECT}-codepipeline-role-${ENVIRONMENT}" /',
      'inline_policy PipelineArtifacts',
      'inline_policy PipelineBuild',
      'inline_policy PipelineDeploy',
      'end_role\n',
    ].join('\n'),
  );
});

test('the boundary is an argument where an environment has one', () => {
  expect(contents(everything, 'scripts/deploy-iam.sh')).toContain(
    '-ecs-task-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"\n',
  );
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

test('every role of the catalogue is in the destroy script, whatever the answers', () => {
  const names = (service: Service) =>
    [...contents(service, 'scripts/destroy-iam.sh').matchAll(/^destroy_role (\S+)/gm)]
      .map(([, name]) => name)
      .sort();
  expect(names(defaults)).toEqual(names(everything));
});

test('a reader finds the roles by name', () => {
  const [first] = defaults.model.roles;
  expect(first && renderer.roleReference(first)).toBe(
    '"${PROJECT}-ecs-task-execution-role-${ENVIRONMENT}"',
  );
  expect(renderer.readme(defaults).use).toContain('. scripts/environments/dev.sh\n');
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
    putFiles(folder, [...renderSharedScripts(service), ...renderer.render(service)]);
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
