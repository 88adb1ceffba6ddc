import { actionsThat } from '../types.ts';

/** Messages, streams, models and functions: what an application calls. */
export const APPLICATION_ACTIONS = {
  ...actionsThat('On every queue it could take or lose the messages of all other services.', {
    'sqs:ChangeMessageVisibility': 'keeps a received message invisible for longer',
    'sqs:DeleteMessage': 'deletes a received message',
    'sqs:ReceiveMessage': 'receives messages',
  }),
  ...actionsThat('On every queue it could send other services messages that they trust.', {
    'sqs:GetQueueAttributes': 'reads the settings of a queue',
    'sqs:GetQueueUrl': 'reads the URL of a queue',
    'sqs:SendMessage': 'sends a message to a queue',
  }),
  ...actionsThat('On every topic or bus it could send all subscribers messages that they trust.', {
    'events:PutEvents': 'puts events on a bus',
    'sns:Publish': 'publishes a message to a topic',
  }),
  ...actionsThat('On every identity it could send e-mail in the name of the whole company.', {
    'ses:SendEmail': 'sends an e-mail',
    'ses:SendRawEmail': 'sends an e-mail that is given as a whole',
  }),
  ...actionsThat('On every state machine it could start the workflows of all other services.', {
    'states:StartExecution': 'starts an execution of a state machine',
  }),
  ...actionsThat('On every stream it could read the records of all other services.', {
    'kinesis:DescribeStream': 'reads the state of a stream',
    'kinesis:DescribeStreamSummary': 'reads the state of a stream in short',
    'kinesis:GetRecords': 'reads records',
    'kinesis:GetShardIterator': 'gets the place in a shard to read from',
    'kinesis:ListShards': 'lists the shards of a stream',
  }),
  ...actionsThat('On every stream it could write records that other services trust.', {
    'firehose:PutRecord': 'puts a record into a Firehose stream',
    'firehose:PutRecordBatch': 'puts several records into a Firehose stream',
    'kinesis:PutRecord': 'puts a record into a stream',
    'kinesis:PutRecords': 'puts several records into a stream',
  }),
  ...actionsThat('On every model it could call the most expensive one.', {
    'bedrock:InvokeModel': 'calls a model',
    'bedrock:InvokeModelWithResponseStream': 'calls a model and reads its answer as it comes',
  }),
  ...actionsThat(
    'On every function it could run all functions of the account, each with its own role.',
    {
      'lambda:InvokeFunction': 'invokes a function',
    },
  ),
};
