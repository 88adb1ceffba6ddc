import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { definitionOf, fillDefinition } from '../../lib/definition/definition-of.ts';
import { PARTITIONS } from '../../lib/iam/partitions.ts';
import { SHARED_SID_PREFIXES } from '../../lib/iam/shared-sids.ts';
import { buildService } from '../../lib/service/build-service.ts';
import type { Service } from '../../lib/service/types.ts';
import { lockFile } from '../../lib/starter/lock-file.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import { renderSharedScripts } from '../../lib/starter/scripts.ts';
import { templatesFolder } from '../../lib/templates.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';
import { putFiles } from '../support/put-files.ts';
import { BASH } from '../support/script-repo.ts';
import { describeWith } from '../support/tools.ts';
import { NEWER_THAN_BASH_3_2 } from './bash-3-2.ts';

const LIB = join(templatesFolder, 'starter/scripts/lib');
const everything = buildService(everythingAnswers());
const defaults = buildService(DEFAULT_ANSWERS);

test('the files are sorted by path and end in one line feed', () => {
  const files = renderSharedScripts();
  expect(files.map(({ path }) => path)).toEqual(files.map(({ path }) => path).sort());
  for (const file of files) expect(file.contents).toMatch(/[^\n]\n$/);
});

test.each(['terraform', 'cdk', 'cloudformation', 'cli'] as const)(
  'with %s no script is or calls an awk program',
  async (target) => {
    const files = await renderStarter(buildService({ ...everythingAnswers(), target }));
    const scripts = files.filter(({ path }) => /^(scripts|pipeline)\//.test(path));
    expect(scripts.length).toBeGreaterThan(10);
    const awk = scripts.filter(({ path, contents }) => /\bawk\b/.test(path + contents));
    expect(awk.map(({ path }) => path)).toEqual([]);
  },
);

describeWith(['jq'], 'the definition that scripts read out of the lock', () => {
  const FACTS = { account: '111122223333', region: 'eu-west-1' };
  const definition = (service: Service, partition = 'aws') => {
    const [environment] = service.environments;
    const facts = { environment: environment?.name ?? '', partition, ...FACTS };
    const { stdout, stderr } = spawnSync(
      'jq',
      ['-L', LIB, '--argjson', 'facts', JSON.stringify(facts), DEFINITION],
      { input: lockFile(service, []).contents, encoding: 'utf8' },
    );
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  };
  const DEFINITION = 'include "check"; definition($facts)';

  test.each([
    ['the defaults', defaults],
    ['every role and option', everything],
  ])('is that of the program: %s', (_, service) => {
    const { model, environments } = service;
    const [environment] = environments;
    if (environment === undefined) throw new Error('No environment.');
    const facts = { ...FACTS, partition: 'aws', dnsSuffix: 'amazonaws.com' };
    const { values, ...wanted } = fillDefinition(definitionOf(model, environment), facts);
    expect(definition(service)).toEqual({ ...wanted, values: { ...values, ...facts } });
  });

  test('knows every beginning of a Sid of ours', () => {
    const program = ['-n', '-L', LIB, 'include "check"; beginnings'];
    const { stdout } = spawnSync('jq', program, { encoding: 'utf8' });
    const known = Object.entries(SHARED_SID_PREFIXES).map(([kind, one]) => [
      kind,
      [...one.written, ...one.retired],
    ]);
    expect(JSON.parse(stdout)).toEqual(Object.fromEntries(known));
  });

  test.each(Object.entries(PARTITIONS))('knows the DNS suffix of %s', (id, { dnsSuffix }) => {
    expect(definition(defaults, id).values.dnsSuffix).toBe(dnsSuffix);
  });
});

test('values reach the shell exactly, whatever they hold', () => {
  const folder = mkdtempSync(join(tmpdir(), 'values '));
  const texts = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(texts, (list) => {
      const given = [...NASTY, ...list].map((value) => value.replaceAll('\0', ''));
      const values = Object.fromEntries(given.map((value, index) => [`aValue${index}`, value]));
      writeFileSync(join(folder, 'definition.json'), JSON.stringify({ values }));
      const names = given.map((_, index) => `A_VALUE${index}`);
      const program =
        'WORK="$1"; shift; . "$1"; shift; export_values; for name in "$@"; do printf "%s\\0" "${!name}"; done';
      const { stdout } = spawnSync(
        BASH,
        ['-c', program, 'bash', folder, join(LIB, 'common.sh'), ...names],
        { encoding: 'utf8' },
      );
      expect(stdout.split('\0').slice(0, -1)).toEqual(given);
    }),
    { numRuns: 5 },
  );
  rmSync(folder, { recursive: true });
});

const NASTY = [
  ...["'", "''", "it's", '"', '$(id)', '`id`', '$HOME', '\\', "\\'", 'a\nb', '\n', '\r\n', '\t'],
  ...['!!', '*', '~', '#', ' a ', '-n', '%s', ';id', '&', '|', "'$(id)'", "'; id; '", 'é', '🦊'],
];

test.each(NEWER_THAN_BASH_3_2)('no script uses %s', (_, pattern) => {
  const scripts = renderSharedScripts().filter(({ path }) => path.endsWith('.sh'));
  for (const { path, contents: text } of scripts) {
    expect([path, text.match(pattern)]).toEqual([path, null]);
  }
});

describeWith(['shellcheck'], 'shellcheck', () => {
  test.each(['terraform', 'cdk', 'cloudformation', 'cli'] as const)(
    'finds nothing in a repo with %s',
    async (target) => {
      const folder = mkdtempSync(join(tmpdir(), 'scripts '));
      const files = await renderStarter(buildService({ ...everythingAnswers(), target }));
      putFiles(folder, files);
      const scripts = files.map(({ path }) => path).filter((path) => path.endsWith('.sh'));
      const { stdout } = spawnSync('shellcheck', scripts, { cwd: folder, encoding: 'utf8' });
      rmSync(folder, { recursive: true });
      expect(stdout).toBe('');
    },
  );
});
