import type { AccountPort } from './port.ts';

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
