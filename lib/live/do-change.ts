import type { Change } from '../plan/types.ts';
import type { AccountPort } from './port.ts';
import { doAttachment, doInline, doManagedPolicy, type Place } from './steps/policy.ts';
import { doMembership, doProfile } from './steps/profile.ts';
import { doBoundary, doRole, doSettings, doTags, doTrust } from './steps/role.ts';
import {
  doLifecycle,
  doProvider,
  doRepository,
  doResourcePolicy,
  doServiceLinkedRole,
} from './steps/shared.ts';

/** Does one change. Doing it twice is as good as once: an answer may have been lost. */
export async function doChange(port: AccountPort, change: Change, place: Place): Promise<void> {
  switch (change.kind) {
    case 'role':
      return doRole(port, change);
    case 'role-settings':
      return doSettings(port, change);
    case 'trust-policy':
      return doTrust(port, change);
    case 'boundary':
      return doBoundary(port, change);
    case 'tags':
      return doTags(port, change);
    case 'inline-policy':
      return doInline(port, change);
    case 'managed-policy':
      return doManagedPolicy(port, change, place);
    case 'attached-policy':
      return doAttachment(port, change);
    case 'instance-profile':
      return doProfile(port, change);
    case 'profile-role':
      return doMembership(port, change);
    case 'service-linked-role':
      return doServiceLinkedRole(port, change);
    case 'oidc-provider':
      return doProvider(port, change);
    case 'repository':
      return doRepository(port, change);
    case 'repository-lifecycle':
      return doLifecycle(port, change);
    case 'resource-policy':
      return doResourcePolicy(port, change);
  }
}
