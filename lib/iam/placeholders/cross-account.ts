import { ACCOUNT, LOG_GROUP } from './patterns.ts';
import type { PlaceholderSpec } from './spec.ts';

/** What crosses accounts. */
export const CROSS_ACCOUNT_PLACEHOLDERS = {
  deployerRoleArn: {
    meaning: 'ARN of the role that may assume the cross-account pull role',
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    takes: 'the ARN of a role',
    scope: 'environment',
  },
  workloadAccount: { meaning: 'Account that runs the tasks', ...ACCOUNT, scope: 'environment' },
  loggingAccount: {
    meaning: 'Account that keeps the central logs',
    ...ACCOUNT,
    scope: 'environment',
  },
  centralLogGroup: {
    meaning: 'Log group in the logging account',
    ...LOG_GROUP,
    scope: 'environment',
  },
  destinationName: {
    meaning: 'CloudWatch Logs destination in the logging account',
    pattern: /^[A-Za-z0-9_./#-]{1,512}$/,
    takes: 'letters, digits and _./#-',
    scope: 'environment',
  },
  eventsLogGroup: {
    meaning: 'Log group that AWS services write to',
    ...LOG_GROUP,
    initial: '/aws/events/<project>-<environment>',
    scope: 'environment',
  },
  organizationId: {
    meaning: 'AWS Organizations ID',
    pattern: /^o-[a-z0-9]{10,32}$/,
    takes: 'o- and 10 to 32 letters and digits',
    scope: 'environment',
  },
} as const satisfies Record<string, PlaceholderSpec>;
