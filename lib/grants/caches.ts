import { allow } from '../iam/statements.ts';
import type { GrantPreset } from './types.ts';

const CACHE_USER = 'arn:<partition>:elasticache:<region>:<account>:user:<cacheUser>';

/** Caches with IAM authentication. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html */
export const CACHE_GRANTS = [
  {
    id: 'elasticacheConnect',
    title: 'Connect to ElastiCache with IAM',
    summary: 'One replication group of Valkey or Redis OSS 7 or newer, one user.',
    policy: 'ElasticacheConnect',
    statements: [
      allow(
        'ConnectCache',
        ['elasticache:Connect'],
        ['arn:<partition>:elasticache:<region>:<account>:replicationgroup:<cacheName>', CACHE_USER],
        {
          why: 'The application logs in to the cache as this user with an IAM authentication token; ElastiCache checks the cache and the user.',
        },
      ),
    ],
    note: 'The user needs the authentication mode iam, and its ID and name must be the same.',
  },
  {
    id: 'elasticacheServerlessConnect',
    title: 'Connect to ElastiCache Serverless with IAM',
    summary: 'One serverless cache of Valkey or Redis OSS, one user.',
    policy: 'ElasticacheServerlessConnect',
    statements: [
      allow(
        'ConnectServerlessCache',
        ['elasticache:Connect'],
        ['arn:<partition>:elasticache:<region>:<account>:serverlesscache:<cacheName>', CACHE_USER],
        {
          why: 'The application logs in to the cache as this user with an IAM authentication token; ElastiCache checks the cache and the user.',
        },
      ),
    ],
  },
] as const satisfies readonly GrantPreset[];
