import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { definitionOf, fillDefinition } from '../../lib/definition/definition-of.ts';
import { PARTITIONS } from '../../lib/iam/partitions.ts';
import { type Placeholder, placeholderSpec } from '../../lib/iam/placeholders.ts';
import { buildService } from '../../lib/service/build-service.ts';
import type { Service } from '../../lib/service/types.ts';
import { shellVariable } from '../../lib/shell.ts';
import { lockFile } from '../../lib/starter/lock-file.ts';
import { renderSharedScripts } from '../../lib/starter/scripts.ts';
import { templatesFolder } from '../../lib/templates.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';
import { putFiles } from '../support/put-files.ts';
import { BASH } from '../support/script-repo.ts';
import { describeWith } from '../support/tools.ts';
import { NEWER_THAN_BASH_3_2 } from './bash-3-2.ts';

const everything = buildService(everythingAnswers());
const defaults = buildService(DEFAULT_ANSWERS);

const contents = (service: Service, path: string) =>
  renderSharedScripts(service).find((file) => file.path === path)?.contents ?? '';

test('the files are sorted by path and end in one line feed', () => {
  const files = renderSharedScripts(everything);
  expect(files.map(({ path }) => path)).toEqual(files.map(({ path }) => path).sort());
  for (const file of files) expect(file.contents).toMatch(/[^\n]\n$/);
});

test('the same service gives the same bytes', () => {
  expect(renderSharedScripts(everything)).toEqual(renderSharedScripts(everything));
});

test('there is one file of values for each environment, with every placeholder the service uses', () => {
  for (const { name, values } of everything.environments) {
    const text = contents(everything, `scripts/environments/${name}.sh`);
    for (const placeholder of everything.placeholders) {
      expect(text).toContain(`\n${shellVariable(placeholder)}='${values[placeholder] ?? ''}'\n`);
    }
  }
});

test('a part left to deploy time is empty and says so', () => {
  expect(contents(defaults, 'scripts/environments/dev.sh')).toContain(
    `# ${placeholderSpec('account').meaning} (empty: found out from the credentials when a script runs)\nACCOUNT=''\n`,
  );
});

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
  const LIB = join(templatesFolder, 'starter/scripts/lib');
  const DEFINITION = 'include "definition"; definition($facts)';

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

  test.each(Object.entries(PARTITIONS))('knows the DNS suffix of %s', (id, { dnsSuffix }) => {
    expect(definition(defaults, id).values.dnsSuffix).toBe(dnsSuffix);
  });
});

test('values reach the shell exactly, whatever they hold', () => {
  const folder = mkdtempSync(join(tmpdir(), 'values '));
  const placeholder: Placeholder = 'secretName';
  const values = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(values, (list) => {
      const given = [...NASTY, ...list].map((value) => value.replaceAll('\0', ''));
      const written = given.map((value, index) => {
        const service: Service = {
          ...defaults,
          placeholders: [placeholder],
          environments: [{ name: 'dev', values: { [placeholder]: value } }],
        };
        const file = join(folder, `${index}.sh`);
        writeFileSync(file, contents(service, 'scripts/environments/dev.sh'));
        return file;
      });
      const program = 'for file in "$@"; do . "$file"; printf "%s\\0" "$SECRET_NAME"; done';
      const { stdout } = spawnSync(BASH, ['-euc', program, 'bash', ...written], {
        encoding: 'utf8',
      });
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
  const scripts = renderSharedScripts(everything).filter(({ path }) => path.endsWith('.sh'));
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
    putFiles(folder, renderSharedScripts(service));
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
