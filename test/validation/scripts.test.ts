import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildService } from '../../lib/service/build-service.ts';
import { renderSharedScripts } from '../../lib/starter/scripts.ts';
import { renderValidation } from '../../lib/validation/render.ts';
import { NEWER_THAN_BASH_3_2 } from '../starter/bash-3-2.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';
import { putFiles } from '../support/put-files.ts';
import { describeWith } from '../support/tools.ts';

describe.each([
  ['defaults', DEFAULT_ANSWERS],
  ['everything', everythingAnswers()],
] as const)('the validation scripts: %s', (_, answers) => {
  const files = renderValidation(buildService(answers));
  const scripts = files.filter(({ path }) => path.endsWith('.sh'));

  test('hold nothing that bash 3.2 does not know', () => {
    for (const { path, contents } of scripts) {
      const code = contents.replace(/^\s*#.*$/gm, '');
      for (const [name, pattern] of NEWER_THAN_BASH_3_2) {
        expect([path, name, pattern.test(code)]).toEqual([path, name, false]);
      }
    }
  });

  test('can be started: the two verbs alone are executable', () => {
    expect(files.filter(({ executable }) => executable).map(({ path }) => path)).toEqual([
      'scripts/test-roles.sh',
      'scripts/validate-iam.sh',
    ]);
  });

  test('have the requests beside them, a row a line; those of the user are written once', () => {
    const data = files.filter(({ path }) => path.startsWith('tests/'));
    expect(data.map(({ path, once }) => [path, once])).toEqual([
      ['tests/own.json', true],
      ['tests/permissions.json', undefined],
    ]);
    const [own, generated] = data.map(({ contents }) => JSON.parse(contents));
    expect(own.rows).toEqual([]);
    const lines = data[1]?.contents.split('\n').filter((line) => line.startsWith('    { "role": '));
    expect(lines).toHaveLength(generated.rows.length);
  });

  describeWith(['shellcheck'], 'under shellcheck', () => {
    test('raise nothing', () => {
      const folder = mkdtempSync(join(tmpdir(), 'a repo '));
      putFiles(folder, [...files, ...renderSharedScripts()]);
      const paths = scripts.map(({ path }) => path);
      const { stdout } = spawnSync('shellcheck', paths, { cwd: folder, encoding: 'utf8' });
      rmSync(folder, { recursive: true, force: true });
      expect(stdout).toBe('');
    });
  });
});
