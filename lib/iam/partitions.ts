/** The values that follow from a partition (source: aws-cdk-lib region-info). */
export interface Partition {
  readonly dnsSuffix: string;
  /** Regions of the partition. */
  readonly regions: RegExp;
  /** Audience of GitHub's OIDC tokens. */
  readonly oidcAudience: string;
}

const AUDIENCE = 'sts.amazonaws.com';

export const PARTITIONS: Readonly<Record<string, Partition>> = {
  aws: {
    dnsSuffix: 'amazonaws.com',
    regions: /^(?!cn-|us-gov-|us-iso|eu-iso|eusc-)[a-z]{2}-[a-z]+-\d$/,
    oidcAudience: AUDIENCE,
  },
  'aws-cn': {
    dnsSuffix: 'amazonaws.com.cn',
    regions: /^cn-/,
    oidcAudience: 'sts.amazonaws.com.cn',
  },
  'aws-us-gov': { dnsSuffix: 'amazonaws.com', regions: /^us-gov-/, oidcAudience: AUDIENCE },
  'aws-iso': { dnsSuffix: 'c2s.ic.gov', regions: /^us-iso-/, oidcAudience: AUDIENCE },
  'aws-iso-b': { dnsSuffix: 'sc2s.sgov.gov', regions: /^us-isob-/, oidcAudience: AUDIENCE },
  'aws-iso-e': { dnsSuffix: 'cloud.adc-e.uk', regions: /^eu-isoe-/, oidcAudience: AUDIENCE },
  'aws-iso-f': { dnsSuffix: 'csp.hci.ic.gov', regions: /^us-isof-/, oidcAudience: AUDIENCE },
  'aws-eusc': { dnsSuffix: 'amazonaws.eu', regions: /^eusc-/, oidcAudience: AUDIENCE },
};

/** The partition of a Region by the form of its code, or undefined. */
export function partitionOfRegion(region: string): string | undefined {
  return Object.entries(PARTITIONS).find(([, partition]) => partition.regions.test(region))?.[0];
}
