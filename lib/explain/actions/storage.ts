import { actionsThat } from '../types.ts';

/** S3, DynamoDB, EFS, databases and caches. */
export const STORAGE_ACTIONS = {
  ...actionsThat('On every bucket it could read all objects of the account.', {
    's3:GetObject': 'downloads an object',
    's3:GetObjectTagging': 'reads the tags of an object',
    's3:GetObjectVersion': 'downloads a version of an object',
    's3:GetObjectVersionTagging': 'reads the tags of a version of an object',
    's3:ListBucket': 'lists the objects of a bucket',
  }),
  ...actionsThat('On every bucket it could overwrite or delete all objects of the account.', {
    's3:AbortMultipartUpload': 'gives up an upload in parts',
    's3:DeleteObject': 'deletes an object',
    's3:PutObject': 'uploads an object',
    's3:PutObjectTagging': 'writes the tags of an object',
  }),
  ...actionsThat('On every bucket it shows how all buckets of the account are set up.', {
    's3:GetBucketAcl': 'reads who owns a bucket',
    's3:GetBucketLocation': 'reads the Region of a bucket',
    's3:GetBucketVersioning': 'reads whether a bucket keeps versions',
    's3:GetEncryptionConfiguration': 'reads how a bucket encrypts',
  }),
  ...actionsThat('On every bucket it could switch versioning off, and with it the way back.', {
    's3:PutBucketVersioning': 'switches the versioning of a bucket on or off',
  }),
  ...actionsThat('On every table it could read the data of all other services.', {
    'dynamodb:BatchGetItem': 'reads several items',
    'dynamodb:ConditionCheckItem': 'checks an item in a transaction',
    'dynamodb:DescribeTable': 'reads the settings of a table',
    'dynamodb:GetItem': 'reads an item',
    'dynamodb:Query': 'queries items of a table or an index',
    'dynamodb:Scan': 'reads all items of a table or an index',
  }),
  ...actionsThat('On every table it could change and delete the data of all other services.', {
    'dynamodb:BatchWriteItem': 'writes or deletes several items',
    'dynamodb:DeleteItem': 'deletes an item',
    'dynamodb:PutItem': 'writes an item',
    'dynamodb:UpdateItem': 'changes an item',
  }),
  ...actionsThat('On every file system it could mount the files of all other services.', {
    'elasticfilesystem:ClientMount': 'mounts a file system',
    'elasticfilesystem:ClientWrite': 'writes to a mounted file system',
  }),
  ...actionsThat('On every database user it could log in as the administrator of any database.', {
    'rds-db:connect': 'logs in to a database with a token of IAM',
    'elasticache:Connect': 'logs in to a cache with a token of IAM',
  }),
};
