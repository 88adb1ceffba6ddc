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

/** What the account and the Region of a question may be taken from. */
export interface PlaceSources {
  /** What the repo says; absent without a repo. */
  readonly known?: PlaceholderValues;
  /** ARNs in the question. */
  readonly arns: readonly (string | undefined)[];
}

/**
 * The account and Region of a question: what is known, else those of the ARNs in the question, else
 * those of an example; with a sentence about what is taken for granted.
 */
export function assumedFacts({ known = {}, arns }: PlaceSources): {
  readonly facts: AccountFacts;
  readonly assumptions: readonly string[];
} {
  const asked = (part: (arn: string) => string | undefined) =>
    arns.flatMap((arn) => (arn === undefined ? [] : (part(arn) ?? [])))[0];
  const places = { account: asked(accountOf), region: asked(regionOf) };
  const account = known.account ?? places.account ?? EXAMPLE.account;
  const region = known.region ?? places.region ?? EXAMPLE.region;
  const partition = known.partition ?? asked(partitionOf) ?? partitionOfRegion(region) ?? 'aws';
  const dnsSuffix = PARTITIONS[partition]?.dnsSuffix ?? 'amazonaws.com';
  const origin = (from: string | undefined) =>
    from === undefined ? 'an example' : 'from the question';
  const assumed = [
    ...(known.account ? [] : [`account ${account} (${origin(places.account)})`]),
    ...(known.region ? [] : [`Region ${region} (${origin(places.region)})`]),
  ];
  return {
    facts: { account, region, partition, dnsSuffix },
    assumptions: assumed.length === 0 ? [] : [`Assumed: ${assumed.join(' and ')}.`],
  };
}

function partitionOf(arn: string): string | undefined {
  const partition = arnParts(arn)?.[1] ?? '';
  return Object.hasOwn(PARTITIONS, partition) ? partition : undefined;
}

function regionOf(arn: string): string | undefined {
  const region = arnParts(arn)?.[3] ?? '';
  return partitionOfRegion(region) === undefined ? undefined : region;
}
