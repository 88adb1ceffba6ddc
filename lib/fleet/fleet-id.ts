import { createHash } from 'node:crypto';
import { badValue } from '../answers/parse/basic.ts';
import { parseId } from '../answers/parse/roles.ts';
import { UserError } from '../errors.ts';

/**
 * The ownership ID of a service: 8 letters and digits that follow from the fleet's own id and the
 * service's name, so that every checkout of the manifest knows the same roles.
 */
export function ownershipId(fleet: string, service: string): string {
  const digest = createHash('sha256').update(`${fleet}/${service}`).digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(-8).padStart(8, '0');
}

/** The id of a manifest. @throws UserError `NoFleetId`, `BadValue`. */
export function manifestId(raw: unknown): string {
  if (raw === undefined) {
    const hint = 'ecs-iam fleet new writes one; keep it, because roles are known by it.';
    throw new UserError('NoFleetId', 'The fleet has no id.', hint);
  }
  return serviceId(raw);
}

/** The id that a manifest gives. @throws UserError `BadValue`. */
export function serviceId(raw: unknown): string {
  if (raw === '') throw badValue(raw, 'an id', 'It is 8 letters and digits.');
  return parseId(raw);
}

/** A fault for each service with the id of another, by its name: roles are known by it. */
export function idsTwice(
  services: readonly { readonly name: string; readonly id: string }[],
): ReadonlyMap<string, UserError> {
  const faults = new Map<string, UserError>();
  const seen = new Map<string, string>();
  for (const { name, id } of services) {
    const other = id === '' ? undefined : seen.get(id);
    seen.set(id, name);
    if (other === undefined) continue;
    const hint = 'Leave it out of the one that is new, and it gets an id of its own.';
    faults.set(name, new UserError('IdTwice', `${other} and ${name} have the id ${id}.`, hint));
  }
  return faults;
}
