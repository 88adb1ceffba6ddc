/** A preset that has something of everything. */
export const ACME = {
  name: 'acme',
  defaults: { environments: ['dev', 'live'], exec: 'task', grants: ['xray'] },
  locked: { target: 'terraform', source: 's3', deploy: 'build' },
  mandatoryTags: { team: 'team-*', owner: 'acme' },
  permissionsBoundary: 'arn:<partition>:iam::<account>:policy/acme',
  regions: ['eu-west-1', 'eu-central-1'],
  accounts: { dev: '111122223333', live: ['111122224444', '111122225555'] },
  forbidden: { grants: ['sesSend'], roles: ['ecs-exec'] },
  grants: [
    {
      id: 'auditBucket',
      summary: 'Writes audit records.',
      statements: [
        {
          sid: 'WriteAudit',
          actions: ['s3:PutObject'],
          resources: ['arn:<partition>:s3:::<bucketName>/audit/*'],
          why: 'Every service of the team leaves audit records.',
        },
      ],
    },
  ],
};
