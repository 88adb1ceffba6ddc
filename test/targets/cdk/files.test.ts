import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildService } from '../../../lib/service/build-service.ts';
import { renderSharedScripts } from '../../../lib/starter/scripts.ts';
import { renderer } from '../../../lib/targets/cdk/render.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { withoutPipeline } from '../../support/pipeline-kinds.ts';
import { putFiles } from '../../support/put-files.ts';
import { describeWith } from '../../support/tools.ts';
import { misformatted } from './misformatted.ts';
import { CASES, fileOf } from './rendered.ts';

describe.each(CASES)('%s', (_, answers) => {
  const service = withoutPipeline(buildService(answers));
  const { model } = service;
  const files = renderer.render(service);

  test('it is written the same twice, in files as they shall be', () => {
    expect(renderer.render(withoutPipeline(buildService(answers)))).toEqual(files);
    expect(files.map(({ path }) => path)).toEqual(files.map(({ path }) => path).sort());
    for (const { contents } of files) expect(contents).toMatch(/[^\n]\n$/);
    for (const { contents } of files) expect(contents).not.toMatch(/[ \t\r]\n/);
    expect(files.filter(({ executable }) => executable).map(({ path }) => path)).toEqual([
      'scripts/deploy-iam.sh',
      'scripts/destroy-iam.sh',
    ]);
  });

  test('no partition and no account is written into a role', () => {
    const roles = files.filter(({ path }) => /iam\/lib\/(roles\/|iam-stack)/.test(path));
    expect(roles.length).toBe(model.roles.length + 1);
    for (const { contents } of roles) {
      expect(contents.match(/.*arn:aws[a-z-]*:.*/g)).toBeNull();
      // But that of a secret that the user gave with one, and those of other environments. The end
      // of a key's ID is none.
      const given = ['444455556666', ...service.environments.map(({ values }) => values.account)];
      const accounts = (contents.match(/(?<!-)\b\d{12}\b/g) ?? []).filter(
        (one) => !given.includes(one),
      );
      expect(accounts).toEqual([]);
    }
  });

  test('no part is left open', () => {
    for (const { path, contents } of files.filter((file) =>
      file.path.startsWith('iam/lib/roles/'),
    )) {
      const open = service.placeholders.filter((placeholder) =>
        contents.includes(`<${placeholder}>`),
      );
      expect([path, open]).toEqual([path, []]);
    }
  });

  test('it is formatted as the tools of the language format it', () => {
    expect(misformatted(files)).toBe('');
  });
});

test('every environment has its values, and its account and Region where they are known', () => {
  const environments = [
    { name: 'dev', values: { account: '111122223333' } },
    { name: 'prod', values: { account: '111122223333', region: 'eu-west-1' } },
  ];
  const text = fileOf(
    buildService({ ...DEFAULT_ANSWERS, environments }),
    'iam/lib/environments.ts',
  );
  expect(text).toContain("  dev: {\n    ...named('dev'),\n    account: '111122223333',\n  },\n");
  expect(text).toContain(
    "    ...named('prod'),\n    account: '111122223333',\n    region: 'eu-west-1',\n  },\n",
  );
});

test('the packages are exact versions, and the lock file is theirs', () => {
  const service = buildService(DEFAULT_ANSWERS);
  const own = JSON.parse(fileOf(service, 'iam/package.json'));
  const lock = JSON.parse(fileOf(service, 'iam/package-lock.json'));
  const named = { ...own.dependencies, ...own.devDependencies };
  for (const [name, version] of Object.entries(named)) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(lock.packages[`node_modules/${name}`].version).toBe(version);
  }
  expect(lock.packages[''].dependencies).toEqual(own.dependencies);
  expect(lock.packages[''].devDependencies).toEqual(own.devDependencies);
});

test('a role is referred to as immutable, by the output that the stack exports', () => {
  const [role] = buildService(DEFAULT_ANSWERS).model.roles;
  expect(role && renderer.roleReference(role)).toBe(
    "Role.fromRoleName(this, 'TaskExecutionRole', Fn.importValue(`${iamStack}-TaskExecutionRoleName`), { mutable: false })",
  );
});

describeWith(['shellcheck'], 'the scripts', () => {
  test.each(CASES.slice(0, 2))('shellcheck finds nothing: %s', (_, answers) => {
    const service = buildService(answers);
    const folder = mkdtempSync(join(tmpdir(), 'cdk '));
    try {
      putFiles(folder, [...renderer.render(service), ...renderSharedScripts()]);
      const { stdout } = spawnSync(
        'shellcheck',
        ['-x', 'scripts/deploy-iam.sh', 'scripts/destroy-iam.sh'],
        { cwd: folder, encoding: 'utf8' },
      );
      expect(stdout).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
