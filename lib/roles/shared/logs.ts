import type { Statement } from '../../iam/model.ts';
import { allow } from '../../iam/statements.ts';
import { logGroupArn, logStreamsOf } from './arns.ts';

/** Allows the calls of the awslogs driver. */
export const writeLogs = allow(
  'WriteLogs',
  ['logs:CreateLogStream', 'logs:PutLogEvents'],
  [logStreamsOf('<logGroup>')],
  {
    why: 'The awslogs driver creates a log stream for each container and writes its output to it.',
  },
);

/** Allows the calls of Fluent Bit and the CloudWatch agent, which look the stream up first. */
export function writeLogStreams(sid: string, group: string, why: string): Statement {
  const actions = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];
  return allow(sid, actions, [logStreamsOf(group)], { why });
}

/** Allows creating the log group, with both ARN forms: the ARN of the request ends in `:log-stream:`. */
export function createLogGroup(sid: string, group: string, why: string): Statement {
  const resources = [logGroupArn(group), logStreamsOf(group)];
  return allow(sid, ['logs:CreateLogGroup'], resources, { why });
}
