import type { AccountPort, OperationName } from './port.ts';

/** Reads whose answer is the same for every service of an account and Region. */
const SHARED_READS: ReadonlySet<OperationName> = new Set<OperationName>([
  'ListRoles',
  'GetOpenIDConnectProvider',
  'DescribeResourcePolicies',
  'DescribeDestinations',
  'GetAccountSummary',
]);

/**
 * The same account, which answers what all services ask alike from the first answer. For checks
 * alone: what a run changes would not be seen.
 */
export function remembered(port: AccountPort): AccountPort {
  const answers = new Map<string, Promise<unknown>>();
  return {
    call: <Name extends OperationName>(
      ...[name, input]: Parameters<typeof port.call<Name>>
    ): ReturnType<typeof port.call<Name>> => {
      // The pages of a listing are read once anyhow.
      if (!SHARED_READS.has(name) || 'MaxItems' in input) return port.call(name, input);
      const key = `${name} ${JSON.stringify(input)}`;
      const known = answers.get(key) as ReturnType<typeof port.call<Name>> | undefined;
      const answer = known ?? port.call(name, input);
      answers.set(key, answer);
      return answer;
    },
  };
}
