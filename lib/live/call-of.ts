import type { AccountPort, OperationName } from './port.ts';

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
