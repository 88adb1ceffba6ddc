import fc from 'fast-check';
import type { Answers } from '../../../lib/answers/types.ts';
import { fillModel } from '../../../lib/iam/fill.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { expectedRoles } from '../../support/account.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { FACTS } from '../../support/values.ts';
import { deployedRoles, fileOf } from './rendered.ts';

/** What YAML 1.1, `!Sub` or a shell could read something else into. */
const TRAPS = [
  ...["'", '"', '\\', '`', '#', ' #', ': ', '- ', '!', '&', '*', '%', '@', '|', '>', '?', '~', '='],
  ...[
    '{',
    '}',
    '[',
    ']',
    '$',
    '${',
    '${x}',
    '${!x}',
    '${aws:username}',
    '${aws:a, "b"}',
    '$$',
    ',',
  ],
  ...[
    'yes',
    'No',
    'null',
    '007',
    '0o7',
    '1e3',
    '1_000',
    '1:30',
    '0x1F',
    '.5',
    '.inf',
    '2012-10-17',
  ],
  ...['<<', '---', '...', 'é', '\u00a0', '\u00ad', 'ÿ', ' ', '\t', 'word', '123456', '<project>'],
];
const awkward = fc
  .array(fc.oneof(fc.constantFrom(...TRAPS), fc.string({ unit: latin1(), maxLength: 4 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((pieces) => pieces.join(''))
  .filter((value) => !/<(?!project>)/.test(value));

function latin1() {
  return fc
    .oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0xa0, max: 0xff }))
    .map((code) => String.fromCharCode(code))
    .filter((character) => character !== '<');
}

function answersWith(values: readonly string[]): Answers {
  const [tag = '', description = '', resource = '', condition = '', other = ''] = values;
  return {
    ...DEFAULT_ANSWERS,
    tags: { team: tag, [`x${tag}`]: 'yes' },
    roleOverrides: { task: { description } },
    taskStatements: [
      {
        sid: 'Own',
        actions: ['s3:GetObject'],
        resources: [`arn:<partition>:s3:::${resource}`, resource],
        conditions: { StringLike: { [`aws:PrincipalTag/${condition}`]: [condition, other] } },
        why: other,
      },
    ],
  };
}

test('values come back exactly from the template, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(awkward, { minLength: 5, maxLength: 5 }), (values) => {
      const service = buildService(answersWith(values));
      const { model } = service;
      const environment = service.environments[0];
      if (environment === undefined) throw new Error('No environment.');
      expect(deployedRoles(service, environment.name, FACTS)).toEqual(
        expectedRoles(fillModel(model, environment, FACTS), FACTS),
      );
    }),
    { numRuns: 150 },
  );
});

test('the values of a template are ASCII, so that no locale can change them', () => {
  const service = buildService(answersWith(['Zürich', 'Größe', 'é', 'ÿ', 'plain']));
  expect(fileOf(service, 'iam/roles.yaml')).toMatch(/^[\n\x20-\x7e]+$/);
});

test.each(['=', '---', '...', 'yes', '0042', '1e3', '1:30', '2012-10-17'])(
  '%s is quoted: Python reads YAML 1.1, and some of it not at all',
  (value) => {
    const service = buildService(answersWith([value, 'd', 'r', 'c', 'o']));
    expect(fileOf(service, 'iam/roles.yaml')).toContain(`{Key: team, Value: '${value}'}\n`);
  },
);
