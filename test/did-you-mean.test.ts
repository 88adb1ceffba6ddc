import { closest, didYouMean, editDistance } from '../lib/did-you-mean.ts';

test.each([
  ['', 'abc', 3],
  ['abc', 'abc', 0],
  ['taks', 'task', 1],
  ['kitten', 'sitting', 3],
])('from %j to %j it is %i steps', (from, to, steps) => {
  expect(editDistance(from, to)).toBe(steps);
});

test.each([
  ['taks', 'task'],
  ['TASK', 'task'],
  ['tsk', 'task'],
  ['cloudform', 'cloudformation'],
  ['x', undefined],
  ['something-else', undefined],
])('%s is closest to %s', (word, expected) => {
  expect(closest(word, ['task', 'task-execution', 'cloudformation'])).toBe(expected);
});

test('without a close candidate there is the fallback', () => {
  expect(didYouMean('zzz', ['task'], 'Choose task.')).toBe('Choose task.');
});
