import { spawnSync } from 'node:child_process';
import { environmentWord } from '../../lib/targets/environment-word.ts';
import { BASH } from '../support/script-repo.ts';

function wordOf(values: Readonly<Record<string, string>>): string {
  const environments = Object.keys(values).map((name) => ({ name, values: {} }));
  return environmentWord(environments, ({ name }) => values[name] ?? '');
}

test.each([
  ['ends in the name', { dev: 'shop-dev', prod: 'shop-prod' }, 'shop-$ENV'],
  ['has the name within', { dev: '/ecs/dev/web', prod: '/ecs/prod/web' }, '/ecs/$ENV/web'],
  ['has the name before _', { dev: 'dev_web', prod: 'prod_web' }, '${ENV}_web'],
  ['is the same everywhere', { dev: 'main', prod: 'main' }, 'main'],
  ['has the name as a part of a word', { a: 'data', b: 'data' }, 'data'],
  ['is of one environment', { dev: 'shop-dev' }, 'shop-$ENV'],
  ['follows no pattern', { dev: 'blue', prod: 'green' }, 'blue'],
  ['is spelled otherwise', { Dev_1: 'shop-dev-1', 'dev-2': 'shop-dev-2' }, 'shop-dev-1'],
  ['has signs of the shell', { dev: "it's $(dev)", prod: "it's $(prod)" }, "'it'\\''s $(dev)'"],
  ['is unknown', { dev: '', prod: '' }, "''"],
])('a value that %s', (_, values, word) => {
  expect(wordOf(values)).toBe(word);
});

test('bash reads the word as the value of each environment', () => {
  const values = { dev: 'x-dev/dev_dev', prod: 'x-prod/prod_prod', e2e: 'x-e2e/e2e_e2e' };
  for (const [name, value] of Object.entries(values)) {
    const { stdout } = spawnSync(BASH, ['-c', `ENV=${name}; printf %s ${wordOf(values)}`]);
    expect(stdout.toString()).toBe(value);
  }
});
