import { type AccountPort, isRead, type OperationName } from './port.ts';
import { isCode } from './responses.ts';

/** How long passing errors are waited out. */
export interface Patience {
  /** Calls, the first included. */
  readonly attempts: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** About half a minute: IAM tells its servers of a change one after the other. */
export const PATIENCE: Patience = {
  attempts: 8,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * The same account, where errors that IAM's eventual consistency makes are tried again: a thing made
 * a moment ago that is "not there", a principal "invalid", a parallel change of the same role.
 * Throttling and failures of the service are the SDK's to retry.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html
 */
export function patient(port: AccountPort, { attempts, sleep }: Patience = PATIENCE): AccountPort {
  const made = new Set<string>();
  return {
    call: async (name, input) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          const output = await port.call(name, input);
          remember(made, name, input);
          return output;
        } catch (error) {
          if (attempt >= attempts || !passes(error, name, namesIn(input, made))) throw error;
          await sleep(Math.min(200 * 2 ** (attempt - 1), 8000) * (0.75 + Math.random() / 2));
        }
      }
    },
  };
}

function passes(error: unknown, name: OperationName, aboutCreated: boolean): boolean {
  if (isRead(name)) return false;
  if (isCode(error, 'ConcurrentModification', 'EntityTemporarilyUnmodifiable')) return true;
  if (isCode(error, 'DeleteConflict')) return name.startsWith('Delete');
  const message = error instanceof Error ? error.message : '';
  if (isCode(error, 'MalformedPolicyDocument', 'InvalidParameter')) {
    return made(message) && aboutCreated;
  }
  return isCode(error, 'NoSuchEntity') && aboutCreated && !/^(Delete|Detach|Remove)/.test(name);
}

function made(message: string): boolean {
  return /invalid principal/i.test(message);
}

const NAMES = ['RoleName', 'PolicyName', 'InstanceProfileName'];

function remember(made: Set<string>, name: OperationName, input: object): void {
  const isCreation = name.startsWith('Create');
  if (!isCreation && !name.startsWith('Delete')) return;
  for (const [key, value] of Object.entries(input)) {
    if (!NAMES.includes(key) || typeof value !== 'string') continue;
    if (isCreation) made.add(value);
    else if (!('PolicyName' in input && 'RoleName' in input)) made.delete(value);
  }
}

/** True when the call speaks of something that this run made. */
function namesIn(input: object, made: ReadonlySet<string>): boolean {
  const text = JSON.stringify(input);
  return [...made].some((name) => text.includes(name));
}

/** The same account with at most `most` calls under way; the others wait in order. */
export function limited(port: AccountPort, most: number): AccountPort {
  const waiting: (() => void)[] = [];
  let free = most;
  const enter = async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    call: async (name, input) => {
      await enter();
      try {
        return await port.call(name, input);
      } finally {
        leave();
      }
    },
  };
}

/** The call that an error came from. */
export interface FailedCall {
  readonly name: OperationName;
  readonly input: object;
}

const CALLS = new WeakMap<object, FailedCall>();

/** The same account; of each error the call it came from is known afterwards. */
export function traced(port: AccountPort): AccountPort {
  return {
    call: async (name, input) => {
      try {
        return await port.call(name, input);
      } catch (error) {
        if (typeof error === 'object' && error !== null) CALLS.set(error, { name, input });
        throw error;
      }
    },
  };
}

/** The call an error came from, where one is known. */
export function callOf(error: unknown): FailedCall | undefined {
  return typeof error === 'object' && error !== null ? CALLS.get(error) : undefined;
}
