import type { Environment } from '../iam/model.ts';
import { LISTING_FROM } from '../live/read-account.ts';
import { type Listing, listingIfAllowed } from '../live/read-listing.ts';
import { rolesToRead } from './make-plan.ts';
import { type OpenAccount, wrongAccount } from './open-account.ts';
import { planRequestFor, type Run } from './run.ts';

/**
 * Reads the roles of all environments of an account at once, where together they are many. Only for
 * commands that change nothing: apply and destroy look at each environment when its turn comes.
 */
export async function listTogether(
  run: Run,
  account: OpenAccount,
  environments: readonly Environment[],
): Promise<Listing | undefined> {
  if (run.command !== 'plan' && run.command !== 'validate') return undefined;
  const roles = environments
    .filter((environment) => wrongAccount(environment, account) === undefined)
    .map((environment) => rolesToRead(planRequestFor(run, account, environment)))
    .reduce((sum, count) => sum + count, 0);
  return roles >= LISTING_FROM ? listingIfAllowed(account.port) : undefined;
}
