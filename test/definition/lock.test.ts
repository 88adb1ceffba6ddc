import { definitionOf, fillDefinition } from '../../lib/definition/definition-of.ts';
import { fileHash, lockOf, parseLock, printLock } from '../../lib/definition/lock.ts';
import { trustDocument } from '../../lib/iam/document.ts';
import { fillModel } from '../../lib/iam/fill.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { everythingAnswers } from '../support/answers.ts';

const FACTS = {
  account: '123456789012',
  partition: 'aws',
  region: 'eu-west-1',
  dnsSuffix: 'amazonaws.com',
};
const { model, environments } = buildService(everythingAnswers());
const definitions = environments.map((environment) => definitionOf(model, environment));

test('a lock that is written and read again holds the same definitions and hashes', () => {
  const lock = lockOf(definitions, [
    { path: 'iam/b.tf', contents: 'b\n' },
    { path: 'iam/a.tf', contents: 'a\n' },
  ]);
  expect(parseLock(printLock(lock))).toEqual(lock);
  expect(Object.keys(lock.files)).toEqual(['iam/a.tf', 'iam/b.tf']);
});

test('only what an account knows is left open in a definition', () => {
  const left = new Set(JSON.stringify(definitions).match(/<[a-z][A-Za-z]*>/g));
  expect([...left].sort()).toEqual(['<account>', '<dnsSuffix>', '<partition>', '<region>']);
});

test('a filled definition has the documents of the filled model', () => {
  for (const [index, environment] of environments.entries()) {
    const filled = fillModel(model, environment, FACTS);
    const definition = definitions[index];
    if (definition === undefined) throw new Error('an environment without a definition');
    const roles = fillDefinition(definition, FACTS).roles;
    expect(roles.map(({ name }) => name)).toEqual(filled.roles.map(({ name }) => name));
    expect(roles.map(({ trust }) => trust)).toEqual(
      filled.roles.map(({ trust }) => trustDocument(trust)),
    );
  }
});

test('each statement stands on a line of its own', () => {
  const text = printLock(lockOf(definitions, []));
  const statements = definitions.flatMap(({ roles }) =>
    roles.flatMap(({ inlinePolicies }) =>
      Object.values(inlinePolicies).flatMap((document) => document.Statement as { Sid: string }[]),
    ),
  );
  expect(statements.length).toBeGreaterThan(100);
  for (const { Sid } of statements) {
    expect(text).toMatch(new RegExp(`^ +\\{ "Sid": "${Sid}", .* \\},?$`, 'm'));
  }
});

test('line ends do not change the hash of a file, anything else does', () => {
  expect(fileHash('a\r\nb\r\n')).toBe(fileHash('a\nb\n'));
  expect(fileHash('a\nb')).not.toBe(fileHash('a\nb\n'));
});

test.each([
  ['no JSON', 'x', 'BrokenLock'],
  ['a list', '[]', 'BrokenLock'],
  ['an empty object', '{}', 'BrokenLock'],
  ['a newer version', '{"version": 2}', 'NewerLock'],
])('%s is refused with one line', (_, text, code) => {
  expect(() => parseLock(text)).toThrow(expect.objectContaining({ name: code }));
});
