import { allow } from '../iam/statements.ts';
import type { GrantPreset } from './types.ts';

const QUEUE = 'arn:<partition>:sqs:<region>:<account>:<queueName>';

/** Queues, topics, events, e-mail and workflows. */
export const MESSAGING_GRANTS = [
  {
    id: 'sqsConsume',
    title: 'Consume an SQS queue',
    summary: 'Receive and delete messages, and extend their visibility timeout.',
    policy: 'SqsConsume',
    statements: [
      allow(
        'ConsumeQueue',
        [
          'sqs:ChangeMessageVisibility',
          'sqs:DeleteMessage',
          'sqs:GetQueueAttributes',
          'sqs:GetQueueUrl',
          'sqs:ReceiveMessage',
        ],
        [QUEUE],
        {
          why: 'The application gets the queue URL, receives messages, extends their visibility timeout and deletes them.',
        },
      ),
    ],
    note: 'The batch calls need the same actions.',
  },
  {
    id: 'sqsProduce',
    title: 'Send to an SQS queue',
    summary: 'Send messages.',
    policy: 'SqsProduce',
    statements: [
      allow(
        'ProduceQueue',
        ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
        [QUEUE],
        { why: 'The application gets the queue URL and sends messages.' },
      ),
    ],
    note: 'The batch calls need the same actions.',
  },
  {
    id: 'snsPublish',
    title: 'Publish to an SNS topic',
    summary: 'Publish messages.',
    policy: 'SnsPublish',
    statements: [
      allow(
        'PublishTopic',
        ['sns:Publish'],
        ['arn:<partition>:sns:<region>:<account>:<topicName>'],
        { why: 'The application publishes messages to the topic.' },
      ),
    ],
    note: 'PublishBatch needs sns:Publish too. The grant does not cover an SMS to a phone number, which has no topic ARN.',
  },
  {
    id: 'eventbridgePut',
    title: 'Put events on an EventBridge bus',
    summary: 'One bus, one event source.',
    policy: 'EventbridgePut',
    statements: [
      allow(
        'PutEvents',
        ['events:PutEvents'],
        ['arn:<partition>:events:<region>:<account>:event-bus/<eventBusName>'],
        {
          why: 'The application puts events on the bus; the conditions allow events with this source only.',
          conditions: {
            'ForAllValues:StringEquals': { 'events:source': '<eventSource>' },
            Null: { 'events:source': 'false' },
          },
        },
      ),
    ],
    note: 'A batch has one value of events:source for each entry, so the condition uses ForAllValues. ForAllValues also matches a request without values, which the Null condition refuses.',
  },
  {
    id: 'sesSend',
    title: 'Send e-mail with SES',
    summary: 'One verified identity, one From address.',
    policy: 'SesSend',
    statements: [
      allow(
        'SendEmail',
        ['ses:SendEmail', 'ses:SendRawEmail'],
        ['arn:<partition>:ses:<region>:<account>:identity/<sesIdentity>'],
        {
          why: 'The application sends e-mail with this identity; the condition allows this From address only.',
          conditions: { StringEquals: { 'ses:FromAddress': '<fromAddress>' } },
        },
      ),
    ],
    note: 'With a configuration set, add the resource configuration-set/(name). In the sandbox, SES also checks the identity ARN of the recipient.',
  },
  {
    id: 'stepFunctionsStart',
    title: 'Start a state machine',
    summary: 'One state machine.',
    policy: 'StepFunctionsStart',
    statements: [
      allow(
        'StartExecution',
        ['states:StartExecution'],
        ['arn:<partition>:states:<region>:<account>:stateMachine:<stateMachineName>'],
        { why: 'The application starts executions of the state machine.' },
      ),
    ],
  },
] as const satisfies readonly GrantPreset[];

const STREAM = 'arn:<partition>:kinesis:<region>:<account>:stream/<streamName>';

/** Kinesis and Firehose streams. */
export const STREAMING_GRANTS = [
  {
    id: 'kinesisConsume',
    title: 'Read a Kinesis data stream',
    summary: 'Read records as a shared-throughput consumer.',
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
        { why: 'The application lists the shards of the stream and reads their records.' },
      ),
    ],
    note: 'The Kinesis Client Library also needs its lease table in DynamoDB (dynamodbReadWrite and dynamodb:CreateTable) and cloudwatch:PutMetricData.',
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
        { why: 'The application reads the state of the stream and puts records into it.' },
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
        { why: 'The application puts records into the Firehose stream.' },
      ),
    ],
  },
] as const satisfies readonly GrantPreset[];
