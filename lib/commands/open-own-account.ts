import type { Environment } from '../iam/model.ts';
import type { AccountOptions } from './account-flags.ts';
import { type OpenAccount, openAccount, wrongAccount } from './open-account.ts';
import type { CommandIo } from './run.ts';

/**
 * Opens the account of an environment by the credentials at hand; where these are for another account,
 * or there are none, as the manifest above the repo says.
 *
 * @throws UserError what openAccount throws.
 */
export async function openOwnAccount(
  { root, options, io }: { readonly root: string; readonly options: AccountOptions; io: CommandIo },
  environment: Environment,
): Promise<OpenAccount> {
  const byFleet = async () => {
    const isGiven = options.practice || options.profile !== undefined;
    if (isGiven || environment.values.account === undefined) return undefined;
    const { manifestAbove } = await import('../fleet/fleet-around.ts');
    const { reachOf } = await import('./fleet/reach.ts');
    const manifest = manifestAbove(root);
    return manifest && reachOf(manifest, options, environment.values);
  };
  const atHand = await openAccount(root, options, environment).catch(async (error: unknown) => {
    // A role is assumed with the credentials at hand.
    if ((await byFleet())?.access?.profile === undefined) throw error;
    return undefined;
  });
  if (atHand !== undefined && wrongAccount(environment, atHand) === undefined) return atHand;
  const reach = await byFleet();
  const way = reach?.access?.role ?? reach?.access?.profile;
  if (reach === undefined || way === undefined) {
    return atHand ?? openAccount(root, options, environment);
  }
  atHand?.close();
  if (!options.quiet) {
    const { account = '' } = environment.values;
    const by = way.replaceAll('<account>', account);
    io.err(`Account ${account} is reached as fleet.yaml says: ${by}.\n`);
  }
  const { profile, credentials } = reach;
  return openAccount(
    root,
    { ...options, profile, ...(credentials && { credentials }) },
    environment,
  );
}
