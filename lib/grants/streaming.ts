import { allow } from '../iam/statements.ts';
import type { GrantPreset } from './types.ts';

const STREAM = 'arn:<partition>:kinesis:<region>:<account>:stream/<streamName>';

/** Data streams. */
export const STREAMING_GRANTS = [
  {
    id: 'kinesisConsume',
    title: 'Read a Kinesis data stream',
    summary: 'Shared-throughput consumer.',
    policy: 'KinesisConsume',
    statements: [
      allow(
        'ReadStream',
        [
          'kinesis:DescribeStream',
          'kinesis:DescribeStreamSummary',
          'kinesis:GetRecords',
          'kinesis:GetShardIterator',
          'kinesis:ListShards',
        ],
        [STREAM],
        { why: 'The application finds the shards of the stream and reads their records.' },
      ),
    ],
    note: 'The KCL also needs its own lease table in DynamoDB (dynamodbReadWrite plus CreateTable) and cloudwatch:PutMetricData.',
  },
  {
    id: 'kinesisProduce',
    title: 'Write to a Kinesis data stream',
    summary: 'Put records.',
    policy: 'KinesisProduce',
    statements: [
      allow(
        'WriteStream',
        ['kinesis:DescribeStreamSummary', 'kinesis:PutRecord', 'kinesis:PutRecords'],
        [STREAM],
        { why: 'The application looks the stream up and puts records into it.' },
      ),
    ],
  },
  {
    id: 'firehosePut',
    title: 'Write to a Firehose stream',
    summary: 'Put records.',
    policy: 'FirehosePut',
    statements: [
      allow(
        'WriteFirehose',
        ['firehose:PutRecord', 'firehose:PutRecordBatch'],
        ['arn:<partition>:firehose:<region>:<account>:deliverystream/<deliveryStream>'],
        { why: 'The application puts records into the stream, which delivers them itself.' },
      ),
    ],
  },
] as const satisfies readonly GrantPreset[];
