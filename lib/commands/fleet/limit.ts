/** Runs jobs, so many at once; the others wait in order. */
export type Limit = <Value>(job: () => Promise<Value>) => Promise<Value>;

/** Makes a limit of `most` jobs at once. */
export function limitOf(most: number): Limit {
  const waiting: (() => void)[] = [];
  let free = most;
  return async (job) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

/** Runs jobs that name the same things one after the other, whatever else runs. */
export function turnsOf(): <Value>(
  names: readonly string[],
  job: () => Promise<Value>,
) => Promise<Value> {
  const last = new Map<string, Promise<unknown>>();
  return (names, job) => {
    // All are taken in one step, so that no two jobs can wait for each other.
    const before = names.flatMap((name) => last.get(name) ?? []);
    const own = Promise.allSettled(before).then(job);
    for (const name of names) last.set(name, own);
    return own;
  };
}
