import { createHash } from 'node:crypto';

/**
 * The ownership ID of a service: 8 letters and digits that follow from the fleet's own id and the
 * service's name, so that every checkout of the manifest knows the same roles.
 */
export function ownershipId(fleet: string, service: string): string {
  const digest = createHash('sha256').update(`${fleet}/${service}`).digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(-8).padStart(8, '0');
}
