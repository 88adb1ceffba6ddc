import { type AccountPort, isRead, type OperationName } from './port.ts';
import { isCode } from './responses.ts';

/** How often transient errors are retried. */
export interface RetryPolicy {
  /** Calls, the first included. */
  readonly attempts: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** About half a minute: a change takes that long to reach every server of IAM. */
export const RETRY_POLICY: RetryPolicy = {
  attempts: 8,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * The same account, with retries of the errors that IAM's eventual consistency causes: a resource
 * that this run created is not found, a principal is invalid, the same role changes in parallel.
 * The SDK itself retries throttling and failures of the service.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html
 */
export function retrying(
  port: AccountPort,
  { attempts, sleep }: RetryPolicy = RETRY_POLICY,
): AccountPort {
  const createdNames = new Set<string>();
  return {
    call: async (name, input) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          const output = await port.call(name, input);
          remember(createdNames, name, input);
          return output;
        } catch (error) {
          if (attempt >= attempts || !isTransient(error, name, namesAny(input, createdNames)))
            throw error;
          await sleep(Math.min(200 * 2 ** (attempt - 1), 8000) * (0.75 + Math.random() / 2));
        }
      }
    },
  };
}

function isTransient(error: unknown, name: OperationName, isCreated: boolean): boolean {
  if (isRead(name)) return false;
  if (isCode(error, 'ConcurrentModification', 'EntityTemporarilyUnmodifiable')) return true;
  if (isCode(error, 'DeleteConflict')) return name.startsWith('Delete');
  const message = error instanceof Error ? error.message : '';
  if (isCode(error, 'MalformedPolicyDocument', 'InvalidParameter')) {
    return /invalid principal/i.test(message) && isCreated;
  }
  return isCode(error, 'NoSuchEntity') && isCreated && !/^(Delete|Detach|Remove)/.test(name);
}

const NAMES = ['RoleName', 'PolicyName', 'InstanceProfileName'];

function remember(createdNames: Set<string>, name: OperationName, input: object): void {
  const isCreation = name.startsWith('Create');
  if (!isCreation && !name.startsWith('Delete')) return;
  for (const [key, value] of Object.entries(input)) {
    if (!NAMES.includes(key) || typeof value !== 'string') continue;
    if (isCreation) createdNames.add(value);
    else if (!('PolicyName' in input && 'RoleName' in input)) createdNames.delete(value);
  }
}

/** True when the call names something that this run created. */
function namesAny(input: object, createdNames: ReadonlySet<string>): boolean {
  const text = JSON.stringify(input);
  return [...createdNames].some((name) => text.includes(name));
}

/** The same account with at most `most` calls at once; the others wait in order. */
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

/** The same account, which remembers for each error the call that it came from. */
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

/** The call that an error came from, where it is known. */
export function callOf(error: unknown): FailedCall | undefined {
  return typeof error === 'object' && error !== null ? CALLS.get(error) : undefined;
}
