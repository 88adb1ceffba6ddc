/** True under `npm run test:parity`; `npm test` has one case of each thing and stays short. */
export const IN_FULL = process.env.ECS_IAM_PARITY === 'all';

/** Tests that take minutes: defined under `npm run test:parity`, else skipped by name. */
export function describeInFull(name: string, define: (name: string) => void): void {
  if (IN_FULL) {
    define(name);
    return;
  }
  describe.skip(`${name} (skipped: takes minutes; npm run test:parity runs it)`, () => {
    test('needs ECS_IAM_PARITY=all', () => {
      throw new Error('Skipped.');
    });
  });
}
