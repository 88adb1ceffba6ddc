import { spawnSync } from 'node:child_process';
import { template } from '../lib/iam/template-string.ts';
import { shellLiteral, shellText, shellWord } from '../lib/shell.ts';

const AWKWARD = [
  '',
  "it's",
  'a b',
  '$HOME',
  '`id`',
  '"quoted"',
  'a\\b',
  '*',
  '~',
  '${x}',
  '-n',
  '#',
];

function wordsOf(words: readonly string[], env: NodeJS.ProcessEnv = {}): readonly string[] {
  const { stdout } = spawnSync('/bin/sh', ['-c', `printf '%s\\n' ${words.join(' ')}`], {
    encoding: 'utf8',
    env,
  });
  return stdout.split('\n').slice(0, -1);
}

test.each([
  ['shellText', shellText],
  ['shellLiteral', shellLiteral],
  ['shellWord', (text: string) => shellWord(template(text))],
])('%s: a shell reads every text as it is', (_, quote) => {
  expect(wordsOf(AWKWARD.map(quote))).toEqual(AWKWARD);
});

test('shellWord fills a placeholder from its variable, with whatever that holds', () => {
  const word = shellWord(template('"$<project>"-<rolePath>'));
  expect(wordsOf([word], { PROJECT: 'a $b', ROLE_PATH: '/*' })).toEqual(['"$a $b"-/*']);
});

test('what needs no quotes has none', () => {
  expect(shellText('arn:aws:iam::111122223333:role/shop')).toBe(
    'arn:aws:iam::111122223333:role/shop',
  );
});
