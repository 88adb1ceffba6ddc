import { ACCOUNT, name, REGION } from './patterns.ts';
import type { PlaceholderSpec } from './spec.ts';

/** The account, the names and what every role has. */
export const ACCOUNT_PLACEHOLDERS = {
  partition: {
    meaning: 'AWS partition',
    pattern: /^aws(-cn|-us-gov|-iso|-iso-b|-iso-e|-iso-f|-eusc)?$/,
    takes: 'aws, aws-cn, aws-us-gov, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f or aws-eusc',
    scope: 'environment',
    atDeploy: true,
  },
  dnsSuffix: {
    meaning: 'DNS suffix of the partition, such as amazonaws.com',
    pattern: /^[a-z0-9.-]+$/,
    takes: 'a DNS suffix; it follows from the partition',
    scope: 'environment',
    atDeploy: true,
  },
  region: { meaning: 'Region of the service', ...REGION, scope: 'environment', atDeploy: true },
  account: {
    meaning: 'ID of the account that owns the roles',
    ...ACCOUNT,
    scope: 'environment',
    atDeploy: true,
  },
  project: { meaning: 'Project name', ...name(38), scope: 'once' },
  environment: {
    meaning: 'Environment name, such as dev or prod',
    ...name(38),
    scope: 'environment',
  },
  rolePath: {
    meaning: 'Path of every role, beginning and ending with /',
    pattern: /^\/([\w+=,.@-]+\/)*$/,
    takes: "'/', or a path such as /team/shop/",
    initial: '/',
    scope: 'once',
    inlined: true,
  },
  permissionsBoundary: {
    meaning: 'ARN of the managed policy that bounds every role',
    pattern: /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/,
    takes: 'the ARN of a managed policy',
    scope: 'environment',
    optional: true,
  },
  environmentSid: {
    meaning: 'Project and environment as part of a Sid in a policy that several environments share',
    pattern: /^[A-Za-z0-9]{1,120}$/,
    takes: 'letters and digits; derived from the two names',
    scope: 'environment',
  },
} as const satisfies Record<string, PlaceholderSpec>;
