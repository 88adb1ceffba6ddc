import fc from 'fast-check';
import { compilePolicies, decide, isAllowed } from '../../lib/evaluate/decide.ts';
import { listOf } from '../../lib/evaluate/lists.ts';
import { readRequester } from '../../lib/evaluate/requester.ts';
import type {
  AccessRequest,
  AttachedPolicy,
  Policies,
  PolicyStatement,
} from '../../lib/evaluate/types.ts';
import {
  ACCOUNT,
  action,
  attached,
  policies,
  policyOf,
  request,
  resourceStatement,
  statement,
} from './arbitraries.ts';

function law<T extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  holds: (...values: T) => void,
): void {
  fc.assert(fc.property(...arbitraries, holds), { numRuns: 500 });
}

function listed({ policy }: AttachedPolicy): readonly PolicyStatement[] {
  return listOf(policy.Statement);
}

/** Applies a change to every document of every layer. */
function everywhere(all: Policies, change: (one: AttachedPolicy) => AttachedPolicy): Policies {
  const { identity, boundary, session, resource: own, scps, rcps } = all;
  return {
    ...(identity && { identity: identity.map(change) }),
    ...(boundary && { boundary: change(boundary) }),
    ...(session && { session: session.map(change) }),
    ...(own && { resource: own.map(change) }),
    ...(scps && { scps: scps.map((level) => level.map(change)) }),
    ...(rcps && { rcps: rcps.map(change) }),
  };
}

function rewritten(
  one: AttachedPolicy,
  change: (list: readonly PolicyStatement[]) => readonly PolicyStatement[],
) {
  return { ...one, policy: policyOf(change(listed(one))) };
}

const result = (all: Policies, asked: AccessRequest) => decide(compilePolicies(all), asked).result;

test('requests of the laws are allowed, denied by a statement and denied by silence', () => {
  const seen = { allowed: 0, explicitDeny: 0, implicitDeny: 0 };
  law([policies, request], (all, asked) => {
    seen[result(all, asked)] += 1;
  });
  // Of 500; otherwise a law would say little.
  expect(Object.values(seen).filter((count) => count < 30)).toEqual([]);
});

test.each(['identity', 'session', 'resource', 'rcps'] as const)(
  'a deny added to %s never widens',
  (layer) => {
    law([policies, resourceStatement, request], (all, one, asked) => {
      const deny = { name: 'deny', policy: policyOf([{ ...one, Effect: 'Deny' }]) };
      // A layer that is not there is no layer: adding to it is another law.
      const list = all[layer] ?? [];
      const before = { ...all, [layer]: list };
      const after = { ...all, [layer]: [...list, deny] };
      if (isAllowed(after, asked)) expect(isAllowed(before, asked)).toBe(true);
    });
  },
);

test('what one statement denies, nothing allows', () => {
  law([policies, request], (all, asked) => {
    const deny = { Effect: 'Deny', Principal: '*', Action: asked.action } as const;
    const identity = [...(all.identity ?? []), { name: 'deny', policy: policyOf([deny]) }];
    const resources = [...(all.resource ?? []), { name: 'deny', policy: policyOf([deny]) }];
    expect(result({ ...all, identity, resource: resources }, asked)).toBe('explicitDeny');
  });
});

test('an allow added to an identity policy never narrows', () => {
  law([policies, statement, request], (all, one, asked) => {
    const allow = { name: 'allow', policy: policyOf([{ ...one, Effect: 'Allow' }]) };
    const after = { ...all, identity: [...(all.identity ?? []), allow] };
    if (isAllowed(all, asked)) expect(isAllowed(after, asked)).toBe(true);
  });
});

test('the order of statements and of documents never matters', () => {
  law([policies, request], (all, asked) => {
    const turned = everywhere(all, (one) => rewritten(one, (list) => list.toReversed()));
    const { identity = [], session, resource: own, scps } = turned;
    const other = {
      ...turned,
      identity: identity.toReversed(),
      ...(session && { session: session.toReversed() }),
      ...(own && { resource: own.toReversed() }),
      ...(scps && { scps: scps.map((level) => level.toReversed()).toReversed() }),
    };
    expect(result(other, asked)).toBe(result(all, asked));
  });
});

test('a boundary never grants', () => {
  law([policies, attached(statement), request], (all, boundary, asked) => {
    const { boundary: _, ...without } = all;
    if (isAllowed({ ...without, boundary }, asked)) expect(isAllowed(without, asked)).toBe(true);
  });
});

test('a session policy never grants, but to a federated user, who has nothing without', () => {
  law([policies, attached(statement), request], (all, session, asked) => {
    fc.pre(asked.principal.kind !== 'federated-user');
    const { session: _, ...without } = all;
    if (isAllowed({ ...without, session: [session] }, asked)) {
      expect(isAllowed(without, asked)).toBe(true);
    }
  });
});

test('a service control policy never grants', () => {
  law([policies, attached(statement), request], (all, scp, asked) => {
    const { scps = [], ...without } = all;
    if (isAllowed({ ...without, scps: [...scps, [scp]] }, asked)) {
      expect(isAllowed(all, asked)).toBe(true);
    }
  });
});

test('a resource control policy never grants', () => {
  law([policies, attached(resourceStatement), request], (all, rcp, asked) => {
    if (isAllowed({ ...all, rcps: [...(all.rcps ?? []), rcp] }, asked)) {
      expect(isAllowed(all, asked)).toBe(true);
    }
  });
});

test('an identity policy grants nothing on another account’s resource', () => {
  law([policies, request], (all, asked) => {
    const { resource: _, ...without } = all;
    const other = { ...asked, resource: 'arn:aws:s3:::a/k', resourceAccount: '777788889999' };
    expect(isAllowed(without, other)).toBe(false);
  });
});

test('duplicates change nothing', () => {
  law([policies, request], (all, asked) => {
    const twice = everywhere(all, (one) => rewritten(one, (list) => [...list, ...list]));
    const { identity = [] } = twice;
    expect(result({ ...twice, identity: [...identity, ...identity] }, asked)).toBe(
      result(all, asked),
    );
  });
});

test('a document of several statements is as good as several documents', () => {
  law([policies, request], (all, asked) => {
    const { identity = [] } = all;
    const single = identity
      .flatMap(listed)
      .map((one, index) => ({ name: `policy ${index}`, policy: policyOf([one]) }));
    expect(result({ ...all, identity: single }, asked)).toBe(result(all, asked));
  });
});

test('a list of actions is as good as a statement for each', () => {
  law([policies, request], (all, asked) => {
    const split = everywhere(all, (one) =>
      rewritten(one, (list) =>
        list.flatMap((each) =>
          Array.isArray(each.Action) ? each.Action.map((Action) => ({ ...each, Action })) : [each],
        ),
      ),
    );
    expect(result(split, asked)).toBe(result(all, asked));
  });
});

test('an action that is listed is one that NotAction leaves out', () => {
  law([fc.array(action), request], (names, asked) => {
    const take = (one: Partial<PolicyStatement>) =>
      isAllowed(
        { identity: [{ name: 'p', policy: policyOf([{ Effect: 'Allow', ...one }]) }] },
        {
          ...asked,
          principal: readRequester(`arn:aws:iam::${ACCOUNT}:user/Ann`),
          action: 's3:GetObject',
          resource: '*',
          resourceAccount: ACCOUNT,
        },
      );
    expect(take({ Action: names })).toBe(!take({ NotAction: names }));
  });
});

test('the case of actions and of condition keys never matters', () => {
  law([policies, request], (all, asked) => {
    const context = Object.fromEntries(
      Object.entries(asked.context).map(([key, value]) => [key.toUpperCase(), value]),
    );
    const shouted = { ...asked, action: asked.action.toUpperCase(), context };
    expect(result(all, shouted)).toBe(result(all, asked));
  });
});

test('an allowed request names a statement of each layer that had to allow it', () => {
  law([policies, request], (all, asked) => {
    const decision = decide(compilePolicies(all), asked);
    if (decision.result !== 'allowed') return;
    const layers = decision.by.map(({ layer }) => layer);
    const grants = layers.includes('identity') || layers.includes('resource');
    expect(grants || asked.principal.kind === 'root').toBe(true);
    expect(layers.filter((layer) => layer === 'scp')).toHaveLength(
      'account' in asked.principal ? (all.scps?.length ?? 0) : 0,
    );
  });
});
