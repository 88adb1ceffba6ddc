import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from '../../lib/why/diagnose.ts';

interface Case {
  readonly id: string;
  readonly text: string;
  readonly kind: string;
  readonly role: string;
  readonly action: string | null;
  readonly resource: string | null;
}

const SURROUNDINGS = {
  names: new Map<string, string>(),
  account: '111122223333',
  region: 'eu-west-1',
  partition: 'aws',
};

const reported = casesOf('reported.json');
const others = [...casesOf('others.json'), ...casesOf('further.json')];

test.each([...reported, ...others])('$id', ({ text, kind, role, action, resource }) => {
  const { kind: found, role: who, action: what, resource: on } = diagnose(text, SURROUNDINGS) ?? {};
  expect({ kind: found, role: who, action: what, resource: on }).toEqual({
    kind,
    role,
    action,
    resource,
  });
});

test('the corpus has the reported texts and more of the same kinds', () => {
  const right = [...reported, ...others].filter((one) => isRight(one)).length;
  const all = reported.length + others.length;
  console.info(`why: ${right} of ${all} texts are read right.`);
  expect(reported.length).toBe(30);
  expect(others.length).toBeGreaterThanOrEqual(100);
  expect(right).toBe(all);
});

function isRight({ text, kind, role, action, resource }: Case): boolean {
  const found = diagnose(text, SURROUNDINGS);
  return (
    found?.kind === kind &&
    found.role === role &&
    found.action === action &&
    found.resource === resource
  );
}

function casesOf(file: string): readonly Case[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as readonly Case[];
}
