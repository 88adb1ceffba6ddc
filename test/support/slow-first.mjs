import Sequencer from '@jest/test-sequencer';

/** What takes a minute or so: tests that run a tool many times. */
const SLOW = [
  /\/test\/parity\//,
  /\/test\/targets\/cdk\/app\./,
  /\/test\/targets\/terraform\/(definitions|pipeline|deploy)\./,
  /\/test\/targets\/(cdk|cli|cloudformation)\/(deploy|deploy-pipeline)\./,
  /\/test\/validation\/(test-roles|validate-iam)\./,
  /\/test\/live\/(faults|emulator)\./,
];

/**
 * Runs the slow test files first. On a fresh clone Jest knows no durations and begins with the longest
 * files; the slowest are short, and would run at the end, with a core idle beside them.
 */
export default class SlowFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const place = SLOW.findIndex((pattern) => pattern.test(path.replaceAll('\\', '/')));
      return place === -1 ? SLOW.length : place;
    };
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
}
