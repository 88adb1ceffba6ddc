import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { recordOf } from '../iam/equality.ts';
import { makeFolder } from './journal.ts';

/** Who holds the lock. */
interface Holder {
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  readonly verb: string;
  readonly since: string;
}

/** Milliseconds: the holder touches the lock this often; one untouched for so long is stale. */
const TOUCHED_EVERY = 5_000;
const STALE_AFTER = 60_000;

/**
 * Takes the lock of a repo, so that one run at a time changes an account from it. Returns the
 * function that releases it.
 *
 * @throws UserError `Locked`, naming the holder.
 */
export function takeLock(root: string, verb: string): () => void {
  const file = join(makeFolder(root), 'lock.json');
  const holder: Holder = {
    user: userName(),
    host: hostname(),
    pid: process.pid,
    verb,
    since: new Date().toISOString(),
  };
  const text = JSON.stringify(holder);
  if (!create(file, text)) {
    removeStale(file);
    if (!create(file, text)) throw locked(file, read(file));
  }
  const timer = setInterval(() => touch(file), TOUCHED_EVERY);
  timer.unref();
  return () => {
    clearInterval(timer);
    if (read(file) === text) rmSync(file, { force: true });
  };
}

function create(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (recordOf(error).code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // Somebody deleted the lock; the run goes on, because its journal is enough for a rollback.
  }
}

/** Removes a stale lock; restores it when another run took it in the meantime. */
function removeStale(file: string): void {
  const text = read(file);
  if (!isStale(file, text)) throw locked(file, text);
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (read(aside) !== text) create(file, read(aside));
  rmSync(aside, { force: true });
}

function isStale(file: string, text: string): boolean {
  const holder = parse(text);
  if (holder?.host === hostname() && !isAlive(holder.pid)) return true;
  try {
    return Date.now() - statSync(file).mtimeMs > STALE_AFTER;
  } catch {
    return true;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process exists and belongs to another user.
    return recordOf(error).code === 'EPERM';
  }
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

function locked(file: string, text: string): UserError {
  const holder = parse(text);
  const who = holder
    ? `${holder.user} on ${holder.host} (process ${holder.pid}, ${holder.verb}, since ${holder.since})`
    : 'another run';
  return new UserError(
    'Locked',
    `This repo is in use by ${who}.`,
    `Wait until it is done. If it is gone for certain, delete ${file}.`,
  );
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? ''}`.trim();
  }
}
