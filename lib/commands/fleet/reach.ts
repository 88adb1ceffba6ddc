import type { PlacedAccess } from '../../fleet/access.ts';
import type { Manifest } from '../../fleet/manifest.ts';
import { assumedRole } from '../../live/assumed-role.ts';
import type { SdkCredentials } from '../../live/sdk-port.ts';
import type { AccountOptions } from '../account-flags.ts';

/** How a manifest says that an account is reached. */
export interface Reach {
  /** Absent: by the credentials at hand. */
  readonly access: PlacedAccess | undefined;
  readonly profile: string | undefined;
  readonly credentials: (() => Promise<SdkCredentials>) | undefined;
}

/** How an account is reached: its own row of `accounts`, or that of all others. */
export function reachOf(
  { id, accounts }: Pick<Manifest, 'id' | 'accounts'>,
  options: Pick<AccountOptions, 'profile' | 'practice' | 'timeout'>,
  { account, region }: { readonly account?: string; readonly region?: string },
): Reach {
  const access = accounts.get(account ?? '') ?? accounts.get('*');
  const role = access?.role?.replaceAll('<account>', account ?? '<account>');
  const { profile, timeout } = options;
  return {
    access,
    profile: access?.profile ?? profile,
    credentials:
      role === undefined || options.practice
        ? undefined
        : assumedRole({
            ...{ role, externalId: access?.externalId, profile, region, timeout },
            sessionName: `ecs-iam-fleet-${id}`,
          }),
  };
}
