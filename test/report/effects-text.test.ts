import { fleetEffectsText } from '../../lib/fleet/fleet-effects.ts';
import type { DefinedRole } from '../../lib/iam/definition.ts';
import { template } from '../../lib/iam/template-string.ts';
import { effectsText } from '../../lib/report/effects-text.ts';
import { settingChanges } from '../../lib/report/setting-changes.ts';

const DEV = ['dev'];
const BOTH = ['dev', 'prod'];
const TAG = ['tag team=a'];

test('roles with the same are one paragraph, and so are the settings that they share', () => {
  const text = effectsText([
    { role: 'task', environments: BOTH, grants: ['x'], takes: ['y'], changes: TAG },
    { role: 'codebuild', environments: DEV, grants: [], takes: [], changes: TAG },
    { role: 'service', environments: BOTH, grants: [], takes: [], changes: TAG },
    { role: 'alone', environments: BOTH, grants: ['x'], takes: [], changes: ['called a, was b'] },
    { role: 'alike', environments: BOTH, grants: ['x'], takes: ['y'] },
  ]);
  expect(text).toBe(
    [
      'task, alike (dev, prod)\n  grants  x\n  takes   y\n',
      'task, service (dev, prod); codebuild (dev)\n  now     tag team=a\n',
      'alone (dev, prod)\n  grants  x\n  now     called a, was b\n',
    ].join(''),
  );
});

const ROLE: DefinedRole = {
  ...{ name: template('shop-task'), path: template('/'), description: 'd' },
  ...{ maxSessionDuration: 3600, tags: { team: template('a'), old: template('x') } },
  ...{ trust: {}, inlinePolicies: {}, managedPolicies: [], attachedPolicies: [] },
};

test.each<readonly [Partial<DefinedRole>, readonly string[]]>([
  [{}, []],
  [{ name: template('acme-task') }, ['called acme-task, was shop-task']],
  [{ path: template('/a/') }, ['at the path /a/, was /']],
  [{ maxSessionDuration: 7200 }, ['sessions of 7200 seconds, was 3600']],
  [{ description: 'e' }, ['described as "e"']],
  [{ boundary: template('arn:b') }, ['nothing beyond the boundary arn:b, was none']],
  [
    { tags: { team: template('b'), new: template('y') } },
    ['tag team=b, was a', 'no tag old, was x', 'tag new=y'],
  ],
  [{ inlinePolicies: { a: {} } }, []],
])('a role that has %j now: %j', (change, expected) => {
  expect(settingChanges(ROLE, { ...ROLE, ...change })).toEqual(expected);
});

test('a boundary that goes, a role that goes, and one that comes', () => {
  const bounded = { ...ROLE, boundary: template('arn:b') };
  expect(settingChanges(bounded, ROLE)).toEqual(['without a boundary, was arn:b']);
  expect(settingChanges(ROLE, undefined)).toEqual([
    'no longer made; shop-task may still stand in the account',
  ]);
  expect(settingChanges(undefined, ROLE)).toEqual([]);
});

test('services of a fleet with the same but for their names are shown once', () => {
  const outcome = (service: string, action = 's3:GetObject') => ({
    ...{ service, folder: service, files: 1, faults: [] },
    state: 'updated' as const,
    effects: [
      {
        role: 'task',
        environments: DEV,
        grants: [`${action} on bucket/${service}-dev`],
        takes: [],
      },
    ],
  });
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((one) => outcome(one));
  expect(fleetEffectsText([...names, outcome('shop', 's3:PutObject')])).toBe(
    [
      '\na, b, c, d, e, f and 2 more (shown for a)\ntask (dev)\n  grants  s3:GetObject on bucket/a-dev\n',
      '\nshop\ntask (dev)\n  grants  s3:PutObject on bucket/shop-dev\n',
    ].join(''),
  );
});

test('a fleet in which every service differs says how many are left out', () => {
  const outcomes = Array.from({ length: 50 }, (_, index) => ({
    ...{ service: `s${index}`, folder: '', files: 1, faults: [], state: 'updated' as const },
    effects: [{ role: 'task', environments: DEV, grants: [`x ${'y'.repeat(index)}`], takes: [] }],
  }));
  expect(fleetEffectsText(outcomes)).toMatch(/The roles of 10 further services change too; --json/);
});
