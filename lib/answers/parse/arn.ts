import { shown, UserError } from '../../errors.ts';
import { PARTITIONS, partitionOfRegion } from '../../iam/partitions.ts';
import { alternatives, badValue } from './basic.ts';

/** An ARN taken apart; Region and account may be empty. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** True for text that means to be an ARN. */
export function looksLikeArn(text: string): boolean {
  return text.toLowerCase().startsWith('arn:');
}

/**
 * Takes an ARN apart. Partition, Region and account may be written as placeholders.
 *
 * @throws UserError `MalformedArn`, `WrongService`, `UnknownPartition`, `RegionNotInPartition`.
 */
export function parseArn(text: string, services: readonly string[]): Arn {
  const [, partition = '', service = '', region = '', account = '', resource = ''] =
    /^arn:([^:]*):([^:]*):([^:]*):([^:]*):(.+)$/.exec(text) ?? [];
  const malformed = (why: string) =>
    new UserError(
      'MalformedArn',
      `${shown(text)} is not a complete ARN: ${why}.`,
      'An ARN is arn:partition:service:region:account:resource.',
    );
  if (resource === '') throw malformed('it has fewer than six fields');
  if (!services.includes(service)) {
    throw new UserError(
      'WrongService',
      `${shown(text)} is an ARN of ${shown(service)}, not of ${alternatives(services)}.`,
      'Copy the ARN of the right resource.',
    );
  }
  if (account !== '' && !/^(\d{12}|aws|<account>)$/.test(account))
    throw malformed('its account is not 12 digits');
  checkPartition(text, partition, region);
  return { partition, service, region, account, resource };
}

function checkPartition(text: string, partition: string, region: string): void {
  if (partition !== '<partition>' && PARTITIONS[partition] === undefined) {
    throw new UserError(
      'UnknownPartition',
      `${shown(text)} names partition ${shown(partition)}, which does not exist.`,
      `Partitions are ${alternatives(Object.keys(PARTITIONS))}.`,
    );
  }
  if (region === '' || region === '<region>') return;
  const real = partitionOfRegion(region);
  if (real === undefined) throw badValue(text, `an ARN of a Region there is (${shown(region)})`);
  if (partition === '<partition>' || real === partition) return;
  throw new UserError(
    'RegionNotInPartition',
    `${shown(text)}: Region ${region} lies in partition ${real}, not ${partition}.`,
    'Copy the ARN again.',
  );
}
