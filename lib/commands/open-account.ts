import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { AccountFacts } from '../iam/fill.ts';
import type { Environment } from '../iam/model.ts';
import { PARTITIONS, partitionOfRegion } from '../iam/partitions.ts';
import { limited, retrying, traced } from '../live/decorators.ts';
import { makeFolder } from '../live/journal.ts';
import type { AccountPort } from '../live/port.ts';
import { checkProfile, type SdkCredentials } from '../live/sdk-port.ts';
import type { AccountOptions } from './account-flags.ts';

/** An open account. */
export interface OpenAccount {
  readonly port: AccountPort;
  /** The account's facts, with the environment's Region where it has one. */
  readonly factsFor: (environment: Environment) => AccountFacts;
  /** The account's ID, from the credentials. */
  readonly account: string;
  readonly close: () => void;
}

/** How an account is reached. */
export interface AccountAccessOptions extends AccountOptions {
  /** Gives the credentials, in place of those of a profile. */
  readonly credentials?: () => Promise<SdkCredentials>;
}

/** Opens the account of the credentials, or the embedded one with --practice. */
export async function openAccount(
  root: string,
  options: AccountAccessOptions,
  environment: Environment,
): Promise<OpenAccount> {
  const opened = options.practice
    ? await openPractice(root, options, environment)
    : await openLive(options, environment);
  const port = retrying(traced(limited(opened.port, options.concurrency)));
  try {
    const identity = await port.call('GetCallerIdentity', {});
    const account = identity.Account ?? '';
    const partition = identity.Arn?.split(':')[1] ?? 'aws';
    checkPartition(environment, partition, opened.region);
    const dnsSuffix = PARTITIONS[partition]?.dnsSuffix ?? 'amazonaws.com';
    return {
      port,
      account,
      factsFor: ({ values }) => ({
        account,
        partition,
        region: values.region ?? opened.region,
        dnsSuffix,
      }),
      close: opened.close,
    };
  } catch (error) {
    opened.close();
    throw error;
  }
}

interface Opened {
  readonly port: AccountPort;
  readonly region: string;
  readonly close: () => void;
}

async function openLive(options: AccountAccessOptions, { values }: Environment): Promise<Opened> {
  if (options.credentials === undefined) {
    checkProfile(options.profile ?? process.env.AWS_PROFILE, process.env);
  }
  const { sdkPort } = await import('../live/sdk-port.ts');
  const port = sdkPort({ ...options, region: values.region ?? options.region });
  const region = await port.region();
  if (region !== undefined) return { port, region, close: port.close };
  port.close();
  throw new UserError(
    'NoRegion',
    'No Region is set.',
    'Give --region, set AWS_REGION, or put it into ecs-iam.json.',
  );
}

async function openPractice(
  root: string,
  { practiceFile, region }: AccountOptions,
  { values }: Environment,
): Promise<Opened> {
  const { openPracticeAccount } = await import('../live/memory-iam.ts');
  const place = values.region ?? region ?? 'eu-west-1';
  const account = values.account ?? '000000000000';
  const file = practiceFile ?? join(makeFolder(root), `practice-${account}.json`);
  const partition = values.partition ?? partitionOfRegion(place) ?? 'aws';
  const port = openPracticeAccount(file, { account, partition, region: place });
  return { port, region: place, close: () => {} };
}

function checkPartition({ name, values }: Environment, partition: string, region: string): void {
  const expected = values.partition ?? partitionOfRegion(region);
  if (expected === undefined || expected === partition) return;
  throw new UserError(
    'WrongPartition',
    `These credentials are for partition ${partition}; environment ${name} is in ${expected} (${region}).`,
    'Name another --profile, or correct the Region.',
  );
}

/** Why these credentials are not for this environment, or undefined. */
export function wrongAccount(
  { name, values }: Environment,
  { account }: OpenAccount,
): UserError | undefined {
  if (values.account === undefined || values.account === account) return undefined;
  return new UserError(
    'WrongAccount',
    `These credentials are for account ${account}; environment ${name} is account ${values.account}.`,
    'Name another --profile, or sign in to that account.',
  );
}

/** What people call the account: by its number, with its alias where it has one. */
export async function accountTitle(
  { practice, format, quiet }: AccountOptions,
  { account, port }: OpenAccount,
): Promise<string> {
  if (practice) return `practice account ${account}`;
  if (quiet || format !== 'text') return `account ${account}`;
  // The alias is for reading alone: without the right to read it there is none.
  const { AccountAliases: [alias] = [] } = await port
    .call('ListAccountAliases', {})
    .catch(() => ({ AccountAliases: [] }));
  return alias === undefined ? `account ${account}` : `account ${account} (${alias})`;
}
