import type { AccountPort } from '../../../lib/live/port.ts';
import { ServiceError } from '../../../lib/live/responses.ts';

/** Ways in which a call fails, as the SDK gives up on it. */
export const FAULTS = {
  throttle: () => new ServiceError('ThrottlingException', 'Rate exceeded', 400),
  'server error': () => new ServiceError('ServiceFailureException', 'Internal failure', 500),
  'connection reset': reset,
  'access denied': () =>
    new ServiceError(
      'AccessDenied',
      'User: u is not authorized to perform: iam:X on resource: r',
      403,
    ),
  'answer lost': reset,
  killed: () => new Error('killed before the call'),
  'killed after the call': () => new Error('killed after the call'),
} as const;

export type Fault = keyof typeof FAULTS;

const MADE: readonly Fault[] = ['answer lost', 'killed after the call'];

function reset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}

/** An account whose n-th call (from 1) fails once; counts the calls. */
export function flaky(
  port: AccountPort,
  nth: number,
  fault: Fault,
): AccountPort & { readonly calls: () => number } {
  let calls = 0;
  return {
    calls: () => calls,
    call: async (name, input) => {
      calls += 1;
      if (calls !== nth) return port.call(name, input);
      if (MADE.includes(fault)) await port.call(name, input);
      throw FAULTS[fault]();
    },
  };
}
