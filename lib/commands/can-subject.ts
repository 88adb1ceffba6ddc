import type { CanDocuments } from '../can/documents.ts';
import { accountOf, arnParts } from '../evaluate/arns.ts';
import type { AccountFacts } from '../iam/fill.ts';
import { PARTITIONS, partitionOfRegion } from '../iam/partitions.ts';
import type { PlaceholderValues } from '../iam/placeholders.ts';

/** What a question is about. */
export interface Subject {
  readonly documents: CanDocuments;
  readonly facts: AccountFacts;
  /** Absent without a repo. */
  readonly environment?: string;
  /** Who would do it. @throws UserError `RoleRequired` where that is not clear. */
  readonly principal: () => string;
  /** In place of the resource as it was typed. */
  readonly resource?: string;
  /** Sentences about what was taken for granted. */
  readonly assumptions: readonly string[];
}

/** The account and Region that AWS's documentation uses in examples. */
const EXAMPLE = { account: '111122223333', region: 'eu-west-1' } as const;

/**
 * The account and Region of a question: what is known, else those of the ARNs in the question, else
 * those of an example; with a sentence about what is not known.
 */
export function assumedFacts(
  known: PlaceholderValues,
  arns: readonly (string | undefined)[],
): { readonly facts: AccountFacts; readonly assumptions: readonly string[] } {
  const first = (part: (arn: string) => string | undefined) =>
    arns.flatMap((arn) => (arn === undefined ? [] : (part(arn) ?? [])))[0];
  const account = known.account ?? first(accountOf) ?? EXAMPLE.account;
  const region = known.region ?? first(regionOf) ?? EXAMPLE.region;
  const named = first((arn) => arnParts(arn)?.[1]);
  const partition =
    known.partition ??
    (named !== undefined && Object.hasOwn(PARTITIONS, named) ? named : undefined) ??
    partitionOfRegion(region) ??
    'aws';
  const dnsSuffix = PARTITIONS[partition]?.dnsSuffix ?? 'amazonaws.com';
  const unknown = [
    ...(known.account === undefined ? [`account ${account}`] : []),
    ...(known.region === undefined ? [`Region ${region}`] : []),
  ];
  const assumptions =
    unknown.length === 0
      ? []
      : [
          `Neither files nor answers say where this is: ${unknown.join(' and ')} ${unknown.length === 1 ? 'is' : 'are'} assumed.`,
        ];
  return { facts: { account, region, partition, dnsSuffix }, assumptions };
}

function regionOf(arn: string): string | undefined {
  const region = arnParts(arn)?.[3] ?? '';
  return partitionOfRegion(region) === undefined ? undefined : region;
}
