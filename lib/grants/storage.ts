import { allow } from '../iam/statements.ts';
import type { GrantPreset } from './types.ts';

const TABLE_AND_INDEXES = [
  'arn:<partition>:dynamodb:<region>:<account>:table/<tableName>',
  'arn:<partition>:dynamodb:<region>:<account>:table/<tableName>/index/*',
] as const;

const READ_TABLE = [
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DescribeTable',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
] as const;

const listObjects = allow('ListObjects', ['s3:ListBucket'], ['arn:<partition>:s3:::<bucketName>'], {
  why: 'The application lists objects; with this action S3 also answers 404 instead of 403 for a missing object.',
  conditions: { StringLike: { 's3:prefix': ['<prefix>', '<prefix>/*'] } },
});

const OBJECTS = 'arn:<partition>:s3:::<bucketName>/<prefix>/*';

/** Objects, items, rows and files. */
export const STORAGE_GRANTS = [
  {
    id: 's3Read',
    title: 'Read objects in S3',
    summary: 'List one prefix and read its objects.',
    policy: 'S3Read',
    statements: [
      listObjects,
      allow('ReadObjects', ['s3:GetObject'], [OBJECTS], {
        why: 'The application downloads objects from the bucket.',
      }),
    ],
    note: 'Without a prefix the grant covers the whole bucket: it has no condition, and the object ARN ends with /*.',
  },
  {
    id: 's3ReadWrite',
    title: 'Read and write objects in S3',
    summary: 'List one prefix, and read, write and delete its objects.',
    policy: 'S3ReadWrite',
    statements: [
      listObjects,
      allow(
        'ReadWriteObjects',
        ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
        [OBJECTS],
        {
          why: 'The application downloads, uploads and deletes objects, and aborts multipart uploads that failed.',
        },
      ),
    ],
    note: 'Without a prefix the grant covers the whole bucket: it has no condition, and the object ARN ends with /*.',
  },
  {
    id: 'dynamodbRead',
    title: 'Read a DynamoDB table',
    summary: 'Get, query and scan the table and its indexes.',
    policy: 'DynamodbRead',
    statements: [
      allow('ReadTable', READ_TABLE, TABLE_AND_INDEXES, {
        why: 'The application gets, queries and scans items of the table and its indexes.',
      }),
    ],
    note: 'A transaction has no action of its own: it needs the actions of its operations.',
  },
  {
    id: 'dynamodbReadWrite',
    title: 'Read and write a DynamoDB table',
    summary: 'Get, query, scan, put, update and delete items of the table.',
    policy: 'DynamodbReadWrite',
    statements: [
      allow(
        'ReadWriteTable',
        [
          ...READ_TABLE,
          'dynamodb:BatchWriteItem',
          'dynamodb:DeleteItem',
          'dynamodb:PutItem',
          'dynamodb:UpdateItem',
        ],
        TABLE_AND_INDEXES,
        { why: 'The application reads, puts, updates and deletes items of the table.' },
      ),
    ],
  },
  {
    id: 'rdsIamConnect',
    title: 'Connect to RDS or Aurora with IAM',
    summary:
      'One database user. The ARN holds the resource ID (db-... or cluster-...), not the identifier.',
    policy: 'RdsIamConnect',
    statements: [
      allow(
        'ConnectDatabase',
        ['rds-db:connect'],
        ['arn:<partition>:rds-db:<region>:<account>:dbuser:<dbResourceId>/<dbUser>'],
        {
          why: 'The application logs in to the database as this user with an IAM authentication token.',
        },
      ),
    ],
  },
  {
    id: 'efsMount',
    title: 'Mount an EFS file system',
    summary: 'IAM authorization through one access point.',
    policy: 'EfsMount',
    statements: [
      allow(
        'MountFileSystem',
        ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
        ['arn:<partition>:elasticfilesystem:<region>:<account>:file-system/<fileSystemId>'],
        {
          why: 'The agent mounts the file system through this access point before the containers start.',
          conditions: {
            ArnEquals: {
              'elasticfilesystem:AccessPointArn':
                'arn:<partition>:elasticfilesystem:<region>:<account>:access-point/<accessPointId>',
            },
          },
        },
      ),
    ],
    note: 'The agent mounts the file system with the task role when authorizationConfig.iam is ENABLED.',
  },
] as const satisfies readonly GrantPreset[];
