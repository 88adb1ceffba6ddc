import {
  addedAction,
  condition,
  IN_ALL,
  removedAction,
  replaced,
  statement,
  statements,
  type TypedEdit,
  withAction,
  withoutAction,
  word,
} from './edit.ts';

const OWN = {
  Sid: 'Own',
  Effect: 'Allow',
  Action: ['ssm:GetParameter', 'ssm:GetParameters'],
  Resource: 'arn:<partition>:ssm:<region>:<account>:parameter/shop/dev/*',
  Condition: { Bool: { 'aws:SecureTransport': 'true' } },
};
const TEAM = 'arn:<partition>:s3:::teams/$' + '{aws:PrincipalTag/team}/*';
const PARTITION = 'arn:<partition>:codebuild:<region>:<account>:project';

/** Edits of a normal day; no two touch the same statement or setting. */
export const FIRST_BATCH: readonly TypedEdit[] = [
  {
    name: 'remove a statement',
    role: 'task-execution',
    sid: 'EcrAuthToken',
    typed: IN_ALL({ remove: 'statement' }),
    meant: statements((all) => all.filter(({ Sid }) => Sid !== 'EcrAuthToken')),
  },
  {
    name: 'add an action',
    role: 'task-execution',
    sid: 'EcrPull',
    typed: addedAction('ecr:BatchGetImage', 'ecr:DescribeImages'),
    meant: statement('EcrPull', withAction('ecr:DescribeImages')),
  },
  {
    name: 'remove an action',
    role: 'task-execution',
    sid: 'WriteLogs',
    typed: removedAction('logs:CreateLogStream'),
    meant: statement('WriteLogs', withoutAction('logs:CreateLogStream')),
  },
  {
    name: 'let another service assume a role',
    role: 'task-execution',
    sid: 'EcsTasksAssume',
    typed: {
      ...word('ecs-tasks.amazonaws.com', 'batch.amazonaws.com'),
    },
    meant: statement('EcsTasksAssume', replaced('ecs-tasks.amazonaws.com', 'batch.amazonaws.com')),
  },
  {
    name: 'a longer session',
    role: 'task-execution',
    typed: {
      cli: { find: '"MaxSessionDuration": 3600', write: '"MaxSessionDuration": 7200' },
      cloudformation: { find: 'MaxSessionDuration: 3600', write: 'MaxSessionDuration: 7200' },
      terraform: {
        find: '-role-${var.environment}"',
        write: '-role-${var.environment}"\n  max_session_duration = 7200',
      },
      cdk: { find: 'Duration.hours(1)', write: 'Duration.hours(2)' },
    },
    meant: (role) => ({ ...role, maxSessionDuration: 7200 }),
  },
  {
    name: 'another operator in a trust policy',
    role: 'task',
    sid: 'EcsTasksAssume',
    typed: word('ArnLike', 'ArnEquals'),
    meant: statement('EcsTasksAssume', replaced('ArnLike', 'ArnEquals')),
  },
  {
    name: 'another description',
    role: 'task',
    typed: word('ECS task role of shop', 'What the shop may do'),
    meant: (role) => ({ ...role, description: 'What the shop may do' }),
  },
  {
    name: 'another value in a trust policy',
    role: 'codebuild',
    sid: 'CodeBuildAssume',
    typed: {
      cli: { find: '${BUILD_PROJECT}', write: 'release' },
      cloudformation: { find: '${Project}-${Environment}-build', write: 'release' },
      terraform: { find: '${local.build_project}', write: 'release' },
      cdk: { find: '${buildProject}', write: 'release' },
    },
    meant: statement(
      'CodeBuildAssume',
      replaced(`${PARTITION}/shop-dev-build"`, `${PARTITION}/release"`),
    ),
  },
  {
    name: 'replace an action',
    role: 'codebuild',
    sid: 'WriteBuildLogs',
    typed: word('logs:CreateLogStream', 'logs:DescribeLogStreams'),
    meant: statement('WriteBuildLogs', replaced('logs:CreateLogStream', 'logs:DescribeLogStreams')),
  },
  {
    name: 'replace the key of a condition',
    role: 'codebuild',
    sid: 'ArtifactObjects',
    typed: word('aws:ResourceAccount', 'aws:PrincipalAccount'),
    meant: statement('ArtifactObjects', replaced('aws:ResourceAccount', 'aws:PrincipalAccount')),
  },
  {
    name: 'a key that may be absent',
    role: 'codebuild',
    sid: 'ArtifactBucket',
    typed: word('StringEquals', 'StringEqualsIfExists'),
    meant: statement('ArtifactBucket', replaced('StringEquals', 'StringEqualsIfExists')),
  },
  {
    name: 'deny instead of allow',
    role: 'codebuild',
    sid: 'EcrPullPush',
    typed: {
      cli: { find: '"Allow"', write: '"Deny"' },
      cloudformation: { find: 'Effect: Allow', write: 'Effect: Deny' },
      terraform: { find: '"EcrPullPush"', write: '"EcrPullPush"\n    effect = "Deny"' },
      cdk: {
        find: "'EcrPullPush',",
        write: "'EcrPullPush',\n          effect: iam.Effect.DENY,",
      },
    },
    meant: statement('EcrPullPush', (before) => ({ ...before, Effect: 'Deny' })),
  },
  {
    name: 'a condition',
    role: 'codebuild',
    sid: 'TestReports',
    typed: condition('TestReports', {
      operator: 'Bool',
      key: 'aws:SecureTransport',
      value: 'true',
    }),
    meant: statement('TestReports', (before) => ({
      ...before,
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    })),
  },
  {
    name: 'a pattern of actions',
    role: 'codebuild-validate',
    sid: 'ValidationReport',
    typed: word('codebuild:BatchPutCodeCoverages', 'codebuild:BatchPut*'),
    meant: statement(
      'ValidationReport',
      replaced('codebuild:BatchPutCodeCoverages', 'codebuild:BatchPut*'),
    ),
  },
  {
    name: 'another letter case, which means the same',
    role: 'codebuild-validate',
    sid: 'ReadRepository',
    typed: word('ecr:DescribeRepositories', 'ECR:describerepositories'),
    meant: (role) => role,
  },
  {
    name: 'every action but some',
    role: 'codebuild-validate',
    sid: 'FindServiceLinkedRoles',
    typed: {
      cli: { find: '"Action"', write: '"NotAction"' },
      cloudformation: { find: 'Action:', write: 'NotAction:' },
      terraform: { find: 'actions  ', write: 'not_actions  ' },
      cdk: { find: 'actions:', write: 'notActions:' },
    },
    meant: statement('FindServiceLinkedRoles', ({ Action, ...before }) => ({
      ...before,
      NotAction: Action,
    })),
  },
  {
    name: 'a resource with a policy variable',
    role: 'codepipeline',
    sid: 'ArtifactObjects',
    typed: {
      cli: {
        find: '"Resource": "arn:${PARTITION}:s3:::${ARTIFACT_BUCKET_PREFIX}-${ACCOUNT}/*"',
        write: '"Resource": "arn:${PARTITION}:s3:::teams/${aws:PrincipalTag/team}/*"',
      },
      cloudformation: {
        find: 's3:::${Project}-${Environment}-artifacts-${AWS::AccountId}/*',
        write: 's3:::teams/${!aws:PrincipalTag/team}/*',
      },
      terraform: {
        find: '${local.artifact_bucket_prefix}-${local.account_id}/*',
        write: 'teams/$${aws:PrincipalTag/team}/*',
      },
      cdk: {
        find: '${artifactBucketPrefix}-${account}/*',
        write: 'teams/\\${aws:PrincipalTag/team}/*',
      },
    },
    meant: statement('ArtifactObjects', (before) => ({ ...before, Resource: TEAM })),
  },
  {
    name: 'a second value of a condition',
    role: 'codepipeline',
    sid: 'ArtifactBucket',
    typed: {
      cli: { find: '"${ACCOUNT}" }', write: '["${ACCOUNT}", "444455556666"] }' },
      cloudformation: {
        find: 'aws:ResourceAccount: !Ref AWS::AccountId',
        write: "aws:ResourceAccount: [!Ref AWS::AccountId, '444455556666']",
      },
      terraform: {
        find: 'values   = [local.account_id]',
        write: 'values   = [local.account_id, "444455556666"]',
      },
      cdk: {
        find: "'aws:ResourceAccount': account",
        write: "'aws:ResourceAccount': [account, '444455556666']",
      },
    },
    meant: statement('ArtifactBucket', (before) => ({
      ...before,
      Condition: { StringEquals: { 'aws:ResourceAccount': ['<account>', '444455556666'] } },
    })),
  },
  {
    name: 'a statement of one’s own',
    role: 'codepipeline',
    sid: 'RunBuild',
    typed: {
      cli: {
        before: `{
            "Sid": "Own",
            "Effect": "Allow",
            "Action": ["ssm:GetParameter", "ssm:GetParameters"],
            "Resource": "arn:\${PARTITION}:ssm:\${REGION}:\${ACCOUNT}:parameter/\${PROJECT}/\${ENVIRONMENT}/*",
            "Condition": { "Bool": { "aws:SecureTransport": "true" } }
          },`,
      },
      cloudformation: {
        before: `- Sid: Own
            Effect: Allow
            Action: [ssm:GetParameter, ssm:GetParameters]
            Resource: !Sub arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter/\${Project}/\${Environment}/*
            Condition:
              Bool:
                aws:SecureTransport: 'true'`,
      },
      terraform: {
        before: `statement {
    sid       = "Own"
    actions   = ["ssm:GetParameter", "ssm:GetParameters"]
    resources = ["arn:\${local.partition}:ssm:\${local.region}:\${local.account_id}:parameter/\${var.project}/\${var.environment}/*"]

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
`,
      },
      cdk: {
        before: `new PolicyStatement({
          sid: 'Own',
          actions: ['ssm:GetParameter', 'ssm:GetParameters'],
          resources: [\`arn:\${partition}:ssm:\${region}:\${account}:parameter/\${project}/\${environment}/*\`],
          conditions: { Bool: { 'aws:SecureTransport': 'true' } },
        }),`,
      },
    },
    meant: statements((all) => all.flatMap((one) => (one.Sid === 'RunBuild' ? [OWN, one] : [one]))),
  },
  {
    name: 'remove the last statement of a policy',
    role: 'codepipeline',
    sid: 'AssumeDeployRoles',
    typed: IN_ALL({ remove: 'statement' }),
    meant: statements((all) => all.filter(({ Sid }) => Sid !== 'AssumeDeployRoles')),
  },
  {
    name: 'another Sid',
    role: 'codepipeline',
    sid: 'ReadTaskDefinition',
    typed: word('ReadTaskDefinition', 'ReadRevision'),
    meant: statement('ReadTaskDefinition', (before) => ({ ...before, Sid: 'ReadRevision' })),
  },
  {
    name: 'a resource in place of *',
    role: 'codepipeline',
    sid: 'RegisterTaskDefinition',
    typed: {
      cli: {
        find: '"*"',
        write: '"arn:${PARTITION}:ecs:${REGION}:${ACCOUNT}:task-definition/${FAMILY}:*"',
      },
      cloudformation: {
        find: "'*'",
        write:
          '!Sub arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/${Project}-${Environment}:*',
      },
      terraform: {
        find: '"*"',
        write:
          '"arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-definition/${local.family}:*"',
      },
      cdk: {
        find: "'*'",
        write: '`arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`',
      },
    },
    meant: statement('RegisterTaskDefinition', (before) => ({
      ...before,
      Resource: 'arn:<partition>:ecs:<region>:<account>:task-definition/shop-dev:*',
    })),
  },
  {
    name: 'another operator',
    role: 'codepipeline',
    sid: 'TagTaskDefinitionOnRegister',
    typed: word('StringEquals', 'StringLike'),
    meant: statement('TagTaskDefinitionOnRegister', replaced('StringEquals', 'StringLike')),
  },
  {
    name: 'every resource but one',
    role: 'codepipeline',
    sid: 'WatchTasks',
    typed: {
      cli: { find: '"Resource"', write: '"NotResource"' },
      cloudformation: { find: 'Resource:', write: 'NotResource:' },
      terraform: { find: 'resources ', write: 'not_resources ' },
      cdk: { find: 'resources:', write: 'notResources:' },
    },
    meant: statement('WatchTasks', ({ Resource, ...before }) => ({
      ...before,
      NotResource: Resource,
    })),
  },
  {
    name: 'a value of a condition',
    role: 'codepipeline',
    sid: 'ListServiceTasks',
    typed: {
      cli: { find: 'cluster/${CLUSTER}', write: 'cluster/shared' },
      cloudformation: { find: 'cluster/${Project}-${Environment}', write: 'cluster/shared' },
      terraform: { find: 'cluster/${local.cluster}', write: 'cluster/shared' },
      cdk: { find: 'cluster/${cluster}', write: 'cluster/shared' },
    },
    meant: statement('ListServiceTasks', replaced('cluster/shop-dev', 'cluster/shared')),
  },
  {
    name: 'a second operator',
    role: 'codepipeline',
    sid: 'PassTaskRoles',
    typed: {
      cli: {
        find: '"Condition": {',
        write: '"Condition": { "Bool": { "aws:SecureTransport": "true" },',
      },
      cloudformation: {
        find: 'StringEquals:',
        write: "Bool: {aws:SecureTransport: 'true'}, StringEquals:",
      },
      terraform: {
        find: 'condition {',
        write:
          'condition {\n      test     = "Bool"\n      variable = "aws:SecureTransport"\n      values   = ["true"]\n    }\n\n    condition {',
      },
      cdk: {
        find: 'StringEquals:',
        write: "Bool: { 'aws:SecureTransport': 'true' },\n            StringEquals:",
      },
    },
    meant: statement('PassTaskRoles', (before) => ({
      ...before,
      Condition: {
        Bool: { 'aws:SecureTransport': 'true' },
        StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
      },
    })),
  },
];
