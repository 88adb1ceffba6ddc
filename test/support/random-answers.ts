import fc from 'fast-check';
import type { Answers, TaskStatement } from '../../lib/answers/types.ts';
import { UserError } from '../../lib/errors.ts';
import type { PlaceholderValues } from '../../lib/iam/placeholders.ts';
import { ROLES } from '../../lib/roles/registry.ts';
import { buildService } from '../../lib/service/build-service.ts';
import type { Service } from '../../lib/service/types.ts';
import { allOptions, everythingAnswers } from './answers.ts';
import { VALUES } from './values.ts';

const everything = everythingAnswers();
const ids = ROLES.map(({ id }) => id);

/** Text of the user's own that a format could read as something else. */
const awkwardText = fc
  .array(
    fc.constantFrom(
      ...['a', 'Z9', '-', '/', '*', '?', ' ', "'", '"', '\\', '#', ': ', ', ', '!', '&', '%', '@'],
      ...['{', '}', '[', ']', '$', '$$', '${aws:username}', '${x', 'yes', '0042', '1e3', 'é', '='],
      ...['<project>', '<environment>', '<account>', '<region>', '<partition>'],
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((pieces) => pieces.join(''));

const taskStatement: fc.Arbitrary<Omit<TaskStatement, 'sid'>> = fc.record(
  {
    actions: fc.subarray(['s3:GetObject', 's3:PutObject', 'sqs:SendMessage'], { minLength: 1 }),
    resources: fc.array(awkwardText, { minLength: 1, maxLength: 3 }),
    conditions: fc.dictionary(
      fc.constantFrom('StringEquals', 'StringLike', 'Bool'),
      fc.dictionary(awkwardText, fc.array(awkwardText, { minLength: 1, maxLength: 2 }), {
        minKeys: 1,
        maxKeys: 2,
      }),
      { minKeys: 1, maxKeys: 2 },
    ),
    why: awkwardText,
  },
  { requiredKeys: ['actions', 'resources'] },
);

const place: fc.Arbitrary<PlaceholderValues> = fc.record(
  {
    account: fc.constantFrom('111122223333', '001122334455'),
    region: fc.constantFrom('eu-west-1', 'cn-north-1', 'us-gov-west-1'),
    permissionsBoundary: fc.constant(VALUES.permissionsBoundary),
  },
  { requiredKeys: [] },
);

/** Answers at random: roles, options, grants, kinds of policies, places, text of the user's own. */
export const randomAnswers: fc.Arbitrary<Answers> = fc
  .record({
    roles: fc.oneof(
      fc.constantFrom('recommended' as const, 'all' as const),
      fc.subarray(ids, { minLength: 1 }),
    ),
    options: fc.subarray(Object.keys(allOptions())),
    grants: fc.subarray([...everything.grants]),
    secrets: fc.subarray([...everything.secrets]),
    policies: fc.constantFrom('inline', 'customer-managed', 'aws-managed'),
    trust: fc.constantFrom('default', 'strict', 'plain'),
    deploy: fc.constantFrom('pipeline', 'build', 'codedeploy', 'github', 'none'),
    exec: fc.constantFrom('task', 'separate', 'off'),
    rolePath: fc.constantFrom('/', '/team/shop/'),
    tags: fc.dictionary(awkwardText, awkwardText, { maxKeys: 3 }),
    description: awkwardText,
    places: fc.array(place, { minLength: 2, maxLength: 2 }),
    taskStatements: fc.array(taskStatement, { maxLength: 2 }),
  })
  .map(({ options, description, places, taskStatements, ...answers }) => ({
    ...everything,
    ...answers,
    options: Object.fromEntries(
      Object.keys(allOptions()).map((option) => [option, options.includes(option)]),
    ),
    rolePolicies: {},
    roleOverrides: { task: { description } },
    environments: everything.environments.map(({ name, values }, index) => {
      const { permissionsBoundary: _boundary, ...others } = values;
      return { name, values: { ...others, ...places[index] } };
    }),
    taskStatements: taskStatements.map((one, index) => ({ ...one, sid: `Own${index}` })),
  }));

/** Services of random answers; answers that the generator refuses are passed over. */
export const randomServices: fc.Arbitrary<Service> = randomAnswers
  .map((answers) => {
    try {
      return buildService(answers);
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  })
  .filter((service) => service !== undefined);
