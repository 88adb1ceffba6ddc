import { ANSWER_QUESTIONS } from '../../lib/answers/questions.ts';
import { CHANGE_KINDS, changeKind } from '../../lib/change/kinds.ts';

/** Answers that hold several things and are changed by another word, or by other commands. */
const ELSEWHERE = {
  // --from-taskdef reads them.
  taskDefinitions: undefined,
  // `value` takes those with several values, too.
  lists: 'value',
};

test('every answer that holds several things has a word by which they come and go', () => {
  const several = ANSWER_QUESTIONS.filter(
    ({ initial, name }) => typeof initial === 'object' || name === 'roles',
  ).map(({ name }) => name);
  const reached = [...CHANGE_KINDS.map(({ name }) => name), ...Object.keys(ELSEWHERE)];
  expect(several.filter((name) => !reached.includes(name))).toEqual([]);
});

test.each(CHANGE_KINDS.map(({ word }) => [word]))('%s is known in the plural too', (word) => {
  expect(changeKind(`${word}s`, 'add').word).toBe(word);
});

test('no two words mean the same, and no word is the plural of another', () => {
  const words = CHANGE_KINDS.map(({ word }) => word);
  expect(new Set([...words, ...words.map((word) => `${word}s`)]).size).toBe(2 * words.length);
});
