/** IAM's limits, in characters unless said otherwise (IAM User Guide, "IAM and AWS STS quotas"). */
export const LIMITS = {
  roleName: 64,
  policyName: 128,
  instanceProfileName: 128,
  path: 512,
  description: 1000,
  /** Sum over all inline policies of a role; white space is not counted. */
  inlinePolicies: 10_240,
  managedPolicy: 6_144,
  /** Default; it can be raised. */
  trustPolicy: 2_048,
  /** Tags of one role. */
  tags: 50,
  tagKey: 128,
  tagValue: 256,
  /** Managed policies attached to one role: the long-documented default; it can be raised. */
  attachedPolicies: 10,
  /** Seconds. */
  sessionDurationLeast: 3_600,
  sessionDurationMost: 43_200,
  ecrRepositoryPolicy: 10_240,
  logsResourcePolicy: 5_120,
} as const;

/** Counts the characters of a document as IAM does, without white space between tokens. */
export function documentSize(document: object): number {
  return JSON.stringify(document).length;
}
