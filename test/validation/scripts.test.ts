import { buildService } from '../../lib/service/build-service.ts';
import { renderValidation } from '../../lib/validation/render.ts';
import { NEWER_THAN_BASH_3_2 } from '../starter/bash-3-2.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';

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
});
