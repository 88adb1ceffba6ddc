import type { EnvironmentAnswers } from './types.ts';

/** Environments as the answers file holds them: by name, in their order. */
export function writeEnvironments(environments: readonly EnvironmentAnswers[]): unknown {
  // JavaScript moves keys that are numbers to the front: a list keeps the order.
  if (environments.some(({ name }) => /^\d+$/.test(name))) {
    return environments.map(({ name, values }) => ({ name, ...values }));
  }
  return Object.fromEntries(environments.map(({ name, values }) => [name, values]));
}
