import type { Answers } from '../../lib/answers/types.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { namedValues } from '../../lib/starter/named-values.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';

/** Which environments use a value. */
function used(answers: Answers, value: string): readonly (boolean | undefined)[] {
  const row = namedValues(buildService(answers)).find(({ name }) => name === value);
  return row?.used ?? [];
}

const TOOLS: Answers = {
  ...DEFAULT_ANSWERS,
  home: 'tools',
  environments: [
    { name: 'tools', service: false, values: {} },
    { name: 'dev', values: {} },
    { name: 'prod', values: {} },
  ],
};

test.each([
  ['cluster', [false, true, true]],
  ['validateProject', [false, true, true]],
  ['pipelineName', [true, false, false]],
  ['repository', [true, true, true]],
])('a home without a service: %s', (value, expected) => {
  expect(used(TOOLS, value)).toEqual(expected);
});

test.each([
  ['one', [true, false]],
  ['each', [true, true]],
] as const)('pipeline %s: what it has is used where it stands', (pipeline, expected) => {
  expect(used({ ...DEFAULT_ANSWERS, pipeline }, 'pipelineName')).toEqual(expected);
  expect(used({ ...DEFAULT_ANSWERS, pipeline }, 'cluster')).toEqual([true, true]);
});
