import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import {
  JOURNAL_FOLDER,
  makeFolder,
  openJournal,
  removeJournals,
  reopenJournal,
  unfinishedJournals,
} from '../../lib/live/journal.ts';
import { takeLock } from '../../lib/live/lock.ts';
import { newRoot } from './support/world.ts';

let root = '';
beforeEach(() => {
  root = newRoot();
});
afterEach(() => rmSync(root, { recursive: true }));

function holder(values: object): string {
  makeFolder(root);
  const file = join(root, JOURNAL_FOLDER, 'lock.json');
  writeFileSync(
    file,
    JSON.stringify({
      user: 'ann',
      host: hostname(),
      pid: process.pid,
      verb: 'apply',
      since: 'now',
      ...values,
    }),
  );
  return file;
}

test('a second run is refused with the name of the holder', () => {
  holder({});
  expect(() => takeLock(root, 'apply')).toThrow(
    `This repo is in use by ann on ${hostname()} (process ${process.pid}, apply, since now).`,
  );
});

test('a lock that was let go can be taken again', () => {
  takeLock(root, 'apply')();
  takeLock(root, 'destroy')();
});

test('the lock of a process that is gone is stale', () => {
  holder({ pid: 2 ** 22 + 1 });
  takeLock(root, 'apply')();
});

test('the lock of another computer holds while it shows life, and is stale after a minute of silence', () => {
  const file = holder({ host: 'elsewhere' });
  expect(() => takeLock(root, 'apply')).toThrow('ann on elsewhere');
  const before = new Date(Date.now() - 61_000);
  utimesSync(file, before, before);
  takeLock(root, 'apply')();
});

test('git ignores the folder', () => {
  takeLock(root, 'apply')();
  expect(readFileSync(join(root, JOURNAL_FOLDER, '.gitignore'), 'utf8')).toBe('*\n');
});

const HEADER = {
  version: 1,
  verb: 'apply',
  environment: 'dev',
  account: '1',
  changes: [],
} as const;
const CHANGE = {
  kind: 'boundary',
  owner: 'r',
  item: 'r',
  widens: false,
  before: undefined,
  after: 'arn',
} as const;

test('a journal tells how far each change came, half lines left out', () => {
  const journal = openJournal(root, { ...HEADER, changes: [CHANGE, CHANGE, CHANGE, CHANGE] });
  journal.mark(0, 'begun');
  journal.mark(0, 'done');
  journal.mark(1, 'begun');
  journal.mark(1, 'refused');
  journal.mark(2, 'begun');
  journal.close();
  const [record] = unfinishedJournals(root, 'dev');
  expect(record?.states).toEqual(['done', 'refused', 'begun', 'planned']);
  if (record === undefined) return;
  writeFileSync(record.file, '{"index":3,"sta', { flag: 'a' });
  const again = reopenJournal(record);
  again.mark(2, 'undone');
  again.close();
  expect(unfinishedJournals(root, 'dev')[0]?.states).toEqual([
    'done',
    'refused',
    'undone',
    'planned',
  ]);
});

test('journals of one environment are kept in order and apart from others', () => {
  for (const environment of ['dev', 'dev', 'prod'])
    openJournal(root, { ...HEADER, environment }).close();
  expect(unfinishedJournals(root, 'dev').map(({ file }) => file.slice(-14))).toEqual([
    'dev.0001.jsonl',
    'dev.0002.jsonl',
  ]);
  removeJournals(root, 'dev');
  expect([unfinishedJournals(root, 'dev').length, unfinishedJournals(root, 'prod').length]).toEqual(
    [0, 1],
  );
});
