import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { UserError } from '../errors.ts';
import { recordOf } from '../iam/equality.ts';
import { accountHandlers } from './memory/account.ts';
import type { Handlers } from './memory/handlers.ts';
import { managedPolicyHandlers } from './memory/managed-policies.ts';
import { neighbourHandlers } from './memory/neighbours.ts';
import { profileHandlers } from './memory/profiles.ts';
import { rolePolicyHandlers } from './memory/role-policies.ts';
import { roleHandlers } from './memory/roles.ts';
import { emptyState, type MemoryState } from './memory/state.ts';
import { type AccountPort, isRead, type OperationName } from './port.ts';

/** Every operation of the port, answered from memory. */
const HANDLERS: Handlers<OperationName> = {
  ...accountHandlers,
  ...roleHandlers,
  ...rolePolicyHandlers,
  ...managedPolicyHandlers,
  ...profileHandlers,
  ...neighbourHandlers,
};

/** An embedded account: it behaves as IAM does, needs no network, and its state can be read. */
export interface MemoryIam extends AccountPort {
  readonly state: MemoryState;
}

/** The ID of the account of --practice; no real account has it. */
export const PRACTICE_ACCOUNT = '000000000000';

/**
 * Opens an embedded account on a state. `onChange` is called after every call that changed it.
 */
export function memoryIam(
  state: MemoryState = emptyState({
    account: PRACTICE_ACCOUNT,
    partition: 'aws',
    region: 'eu-west-1',
  }),
  onChange: (state: MemoryState) => void = () => {},
): MemoryIam {
  return {
    state,
    call: async (name, input) => {
      const output = HANDLERS[name](state, input);
      if (!isRead(name)) onChange(state);
      return output;
    },
  };
}

/** Opens an embedded account kept in a file, which is written before a call returns. */
export function openPracticeAccount(
  file: string,
  where: { readonly account: string; readonly partition: string; readonly region: string },
): MemoryIam {
  return memoryIam(readState(file) ?? emptyState(where), (state) => {
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, `${JSON.stringify(state, null, 2)}\n`);
    renameSync(aside, file);
  });
}

function readState(file: string): MemoryState | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    const state: unknown = JSON.parse(text);
    if (recordOf(state).version === 1) return state as MemoryState;
  } catch {
    // Reported below.
  }
  throw new UserError(
    'PracticeFileUnreadable',
    `${file} does not hold a practice account.`,
    'Delete it to begin with an empty account.',
  );
}
