import type { Statement } from '../../iam/model.ts';
import { allow } from '../../iam/statements.ts';
import { logGroupArn, logStreamsOf } from './arns.ts';

/** What the awslogs driver calls. */
export const writeLogs = allow(
  'WriteLogs',
  ['logs:CreateLogStream', 'logs:PutLogEvents'],
  [logStreamsOf('<logGroup>')],
  { why: 'The awslogs driver opens one stream per container and writes its output there.' },
);

/** Writing as Fluent Bit and the CloudWatch agent do it: they look the stream up first. */
export function writeLogStreams(sid: string, group: string, why: string): Statement {
  const actions = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];
  return allow(sid, actions, [logStreamsOf(group)], { why });
}

/** Making the group; both ARN forms, because the ARN of the request ends in `:log-stream:`. */
export function createLogGroup(sid: string, group: string, why: string): Statement {
  const resources = [logGroupArn(group), logStreamsOf(group)];
  return allow(sid, ['logs:CreateLogGroup'], resources, { why });
}
