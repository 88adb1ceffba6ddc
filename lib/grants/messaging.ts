import { allow } from '../iam/statements.ts';
import type { GrantPreset } from './types.ts';

const QUEUE = 'arn:<partition>:sqs:<region>:<account>:<queueName>';

/** Queues, topics, events, e-mail and workflows. */
export const MESSAGING_GRANTS = [
  {
    id: 'sqsConsume',
    title: 'Consume an SQS queue',
    summary: 'Receive, delete and extend visibility.',
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
          why: 'The application finds the queue, receives messages, keeps them while it works and deletes them when done.',
        },
      ),
    ],
    note: 'The batch calls are authorised by the single-message actions.',
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
        { why: 'The application finds the queue and sends messages.' },
      ),
    ],
    note: 'The batch calls are authorised by the single-message actions.',
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
    note: 'PublishBatch is authorised by sns:Publish. SMS to a phone number has no topic ARN and is not covered.',
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
          why: 'The application puts events on the bus, each of them with this source.',
          conditions: {
            'ForAllValues:StringEquals': { 'events:source': '<eventSource>' },
            Null: { 'events:source': 'false' },
          },
        },
      ),
    ],
    note: 'events:source has one value per entry of the batch, so it needs ForAllValues; Null closes the empty set that ForAllValues would accept.',
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
          why: 'The application sends e-mail of this identity, from this address alone.',
          conditions: { StringEquals: { 'ses:FromAddress': '<fromAddress>' } },
        },
      ),
    ],
    note: "A configuration set adds the resource configuration-set/(name); in the sandbox SES also checks the recipient's identity ARN.",
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
