import type { MemoryState, StoredRole } from '../../lib/live/memory/state.ts';
import { findingsOf } from '../../lib/report/findings.ts';
import { everythingAnswers } from '../support/answers.ts';
import {
  copyState,
  foreignState,
  newRoot,
  portOf,
  SMALL_ANSWERS,
  worldOf,
} from './support/world.ts';

const answers = { ...everythingAnswers(), crossAccountLogs: SMALL_ANSWERS.crossAccountLogs };
const everything = worldOf({
  ...answers,
  environments: answers.environments.filter(({ name }) => name === 'prod'),
});
let applied: MemoryState;

beforeAll(async () => {
  applied = foreignState();
  await everything.run(portOf(applied), 'apply', newRoot());
});

async function findings(state: MemoryState) {
  const plan = await everything.plan(portOf(state), 'apply', { findLeftovers: true });
  return findingsOf(plan);
}

type Edit = (role: StoredRole, state: MemoryState) => void;

/** Texts of statements, each with one member changed. */
function editDocument(text: string, edit: (statement: Record<string, unknown>) => void): string {
  const document = JSON.parse(text);
  edit(document.Statement[0]);
  return JSON.stringify(document);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** One member of a document changed, each way that means something else. */
const DOCUMENT_EDITS: Readonly<Record<string, (text: string) => string>> = {
  'an action more': (text) =>
    editDocument(text, (one) => {
      one.Action = [...listOf(one.Action), 'sts:TagSession'];
    }),
  'another action': (text) =>
    editDocument(text, (one) => {
      one.Action = 'iam:*';
    }),
  'the other effect': (text) =>
    editDocument(text, (one) => {
      one.Effect = 'Deny';
    }),
  'a condition more': (text) =>
    editDocument(text, (one) => {
      one.Condition = { ...Object(one.Condition), Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    }),
  'a statement twice as wide': (text) =>
    editDocument(text, (one) => {
      if ('Resource' in one) one.Resource = [...listOf(one.Resource), 'arn:aws:s3:::other'];
      else one.Principal = { ...Object(one.Principal), AWS: '999988887777' };
    }),
  'the old version': (text) => JSON.stringify({ ...JSON.parse(text), Version: '2008-10-17' }),
  'a statement less': (text) => {
    const document = JSON.parse(text);
    return JSON.stringify({ ...document, Statement: document.Statement.slice(1) });
  },
};

/** Every single-field mutation of one role. */
function mutations(
  role: StoredRole,
  { policies: known }: MemoryState,
): readonly (readonly [string, Edit])[] {
  const documents = Object.entries(DOCUMENT_EDITS);
  const policies = role.attached.filter((arn) => known[arn] !== undefined);
  return [
    ['role deleted', (one, all) => void delete all.roles[one.name.toLowerCase()]],
    [
      'description',
      (one) => {
        one.description += '!';
      },
    ],
    [
      'session duration',
      (one) => {
        one.maxSessionDuration += 60;
      },
    ],
    ['boundary taken off', (one) => void delete one.boundary],
    [
      'another boundary',
      (one) => {
        one.boundary = 'arn:aws:iam::aws:policy/AdministratorAccess';
      },
    ],
    [
      'path',
      (one, all) => {
        all.roles[one.name.toLowerCase()] = { ...one, path: '/else/' };
      },
    ],
    ...Object.keys(role.tags).flatMap((key): readonly (readonly [string, Edit])[] => [
      [`tag ${key} taken off`, (one) => void delete one.tags[key]],
      [
        `tag ${key} changed`,
        (one) => {
          one.tags[key] = 'other';
        },
      ],
    ]),
    ...documents.map(([name, edit]): readonly [string, Edit] => [
      `trust policy: ${name}`,
      (one) => {
        one.trust = edit(one.trust);
      },
    ]),
    ...Object.keys(role.inline).flatMap((policy) => [
      [
        `inline policy ${policy} deleted`,
        (one: StoredRole): void => void delete one.inline[policy],
      ] as const,
      ...documents.map(
        ([name, edit]) =>
          [
            `inline policy ${policy}: ${name}`,
            (one: StoredRole) => {
              one.inline[policy] = edit(one.inline[policy] ?? '');
            },
          ] as const,
      ),
    ]),
    ...role.attached.map((arn, index): readonly [string, Edit] => [
      `${arn} detached`,
      (one) => void one.attached.splice(index, 1),
    ]),
    ...policies.flatMap((arn) =>
      documents.map(([name, edit]): readonly [string, Edit] => [
        `managed policy ${arn}: ${name}`,
        (_, all) => {
          const policy = all.policies[arn];
          if (policy)
            policy.versions[policy.defaultVersion] = edit(
              policy.versions[policy.defaultVersion] ?? '',
            );
        },
      ]),
    ),
    [
      'foreign inline policy',
      (one) => {
        one.inline.Mine = '{"Version":"2012-10-17","Statement":[]}';
      },
    ],
    [
      'foreign attached policy',
      (one) => void one.attached.push('arn:aws:iam::aws:policy/AdministratorAccess'),
    ],
    [
      'trust in a deleted role',
      (one) => {
        one.trust = editDocument(one.trust, (statement) => {
          statement.Principal = { AWS: 'AROAGONE0000000000001' };
        });
      },
    ],
  ];
}

test('none is found after apply', async () => {
  expect(await findings(applied)).toEqual([]);
});

test('every single-field mutation of every role is found', async () => {
  let count = 0;
  const missed: string[] = [];
  const ours = Object.values(applied.roles).filter(
    ({ tags }) => tags['ecs-iam:project'] === 'shop',
  );
  for (const role of ours) {
    for (const [name, edit] of mutations(role, applied)) {
      const state = copyState(applied);
      const copy = state.roles[role.name.toLowerCase()];
      if (copy === undefined) throw new Error(role.name);
      edit(copy, state);
      count += 1;
      if ((await findings(state)).length === 0) missed.push(`${role.name}: ${name}`);
    }
  }
  process.stdout.write(`drift: ${count} single-field mutations\n`);
  expect(missed).toEqual([]);
  expect(count).toBeGreaterThan(300);
}, 120_000);

const SHARED: readonly (readonly [string, (state: MemoryState) => void])[] = [
  ['service-linked role gone', (state) => void delete state.roles.awsserviceroleforecs],
  ['repository gone', (state) => void delete state.repositories['shop/web']],
  [
    'repository policy opened',
    (state) => {
      const repository = state.repositories['shop/web'];
      if (repository?.policy)
        repository.policy = repository.policy.replace(/"arn:aws:iam::444455556666:root"/, '"*"');
    },
  ],
  ['Logs policy gone', (state) => void delete state.logsPolicies['ecs-iam-shop']],
  [
    'audience gone',
    (state) => {
      for (const provider of Object.values(state.providers)) provider.audiences = [];
    },
  ],
  [
    'provider gone',
    (state) => {
      for (const arn of Object.keys(state.providers)) delete state.providers[arn];
    },
  ],
  [
    'profile gone',
    (state) => {
      for (const name of Object.keys(state.profiles)) delete state.profiles[name];
    },
  ],
  [
    'profile empty',
    (state) => {
      for (const profile of Object.values(state.profiles)) profile.roles = [];
    },
  ],
  [
    'profile with another role',
    (state) => {
      for (const profile of Object.values(state.profiles)) profile.roles = ['their-role'];
    },
  ],
];

test.each(SHARED)('%s: found', async (_, edit) => {
  const state = copyState(applied);
  edit(state);
  expect(state).not.toEqual(applied);
  expect(await findings(state)).not.toEqual([]);
});
