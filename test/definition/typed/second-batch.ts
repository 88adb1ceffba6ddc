import type { DefinedRole } from '../../../lib/iam/definition.ts';
import { listOf } from '../../../lib/iam/equality.ts';
import { template } from '../../../lib/iam/template-string.ts';
import { condition, lines, replaced, statement, type TypedEdit, word } from './edit.ts';

const BOUNDARY = 'arn:aws:iam::111122223333:policy/limits';
const ACCOUNT_ROOT = 'arn:<partition>:iam::444455556666:root';

/** Edits of a normal day; no two touch the same statement or setting. */
export const SECOND_BATCH: readonly TypedEdit[] = [
  {
    name: 'a permissions boundary',
    role: 'task-execution',
    typed: {
      cli: {
        find: '"Path": "/"',
        write: '"Path": "/",\n  "PermissionsBoundary": "arn:aws:iam::111122223333:policy/limits"',
      },
      cloudformation: {
        find: 'Path: /',
        write: 'Path: /\n      PermissionsBoundary: arn:aws:iam::111122223333:policy/limits',
      },
      terraform: {
        find: '-role-${var.environment}"',
        write:
          '-role-${var.environment}"\n  permissions_boundary = "arn:aws:iam::111122223333:policy/limits"',
      },
      cdk: {
        find: "path: '/',",
        write:
          "path: '/',\n      permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(scope, 'Limits', 'arn:aws:iam::111122223333:policy/limits'),",
      },
    },
    meant: (role) => ({ ...role, boundary: template(BOUNDARY) }),
  },
  {
    name: 'one more key in a trust policy',
    role: 'task-execution',
    sid: 'EcsTasksAssume',
    typed: {
      cli: { find: '"StringEquals": {', write: '"StringEquals": { "sts:ExternalId": "shop",' },
      cloudformation: {
        find: 'StringEquals: {',
        write: 'StringEquals: {sts:ExternalId: shop, ',
      },
      terraform: {
        find: 'condition {',
        write:
          'condition {\n      test     = "StringEquals"\n      variable = "sts:ExternalId"\n      values   = ["shop"]\n    }\n\n    condition {',
      },
      cdk: { find: 'StringEquals: {', write: "StringEquals: { 'sts:ExternalId': 'shop'," },
    },
    meant: statement(
      'EcsTasksAssume',
      replaced('"StringEquals":{', '"StringEquals":{"sts:ExternalId":"shop",'),
    ),
  },
  {
    name: 'every action of a service',
    role: 'task-execution',
    sid: 'EcrAuthToken',
    typed: word('ecr:GetAuthorizationToken', 'ecr:*'),
    meant: statement('EcrAuthToken', replaced('ecr:GetAuthorizationToken', 'ecr:*')),
  },
  {
    name: 'a condition with a set operator',
    role: 'task-execution',
    sid: 'EcrPull',
    typed: lines('EcrPull', {
      cli: '"Condition": { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-a1/*", "o-b2/*"] } }',
      cloudformation:
        'Condition:\n              ForAnyValue:StringLike:\n                aws:PrincipalOrgPaths: [o-a1/*, o-b2/*]',
      terraform:
        'condition {\n      test     = "ForAnyValue:StringLike"\n      variable = "aws:PrincipalOrgPaths"\n      values   = ["o-a1/*", "o-b2/*"]\n    }',
      cdk: "conditions: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-a1/*', 'o-b2/*'] } }",
    }),
    meant: statement('EcrPull', (before) => ({
      ...before,
      Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-a1/*', 'o-b2/*'] } },
    })),
  },
  {
    name: 'a second resource',
    role: 'task-execution',
    sid: 'WriteLogs',
    typed: {
      cli: {
        find: '"Resource": "arn:${PARTITION}:logs:${REGION}:${ACCOUNT}:log-group:${LOG_GROUP}:*"',
        write:
          '"Resource": ["arn:${PARTITION}:logs:${REGION}:${ACCOUNT}:log-group:${LOG_GROUP}:*", "arn:aws:logs:*:*:log-group:/own:*"]',
      },
      cloudformation: {
        find: 'Resource: ',
        write: 'Resource:\n              - arn:aws:logs:*:*:log-group:/own:*\n              - ',
      },
      terraform: {
        find: 'resources = [',
        write: 'resources = ["arn:aws:logs:*:*:log-group:/own:*", ',
      },
      cdk: { find: 'resources: [', write: "resources: ['arn:aws:logs:*:*:log-group:/own:*', " },
    },
    meant: statement('WriteLogs', (before) => ({
      ...before,
      Resource: [before.Resource, 'arn:aws:logs:*:*:log-group:/own:*'],
    })),
  },
  {
    name: 'a policy of AWS',
    role: 'task',
    typed: {
      cli: {
        find: '"Policies"',
        write:
          '"ManagedPolicyArns": ["arn:${PARTITION}:iam::aws:policy/AmazonSSMReadOnlyAccess"],\n  "Policies"',
      },
      cloudformation: {
        find: 'Path: /',
        write:
          'Path: /\n      ManagedPolicyArns:\n        - !Sub arn:${AWS::Partition}:iam::aws:policy/AmazonSSMReadOnlyAccess',
      },
      terraform: {
        path: 'iam/modules/roles/own_attachment.tf',
        contents:
          'resource "aws_iam_role_policy_attachment" "task_ssm" {\n  role       = aws_iam_role.task.name\n  policy_arn = "arn:${local.partition}:iam::aws:policy/AmazonSSMReadOnlyAccess"\n}\n',
      },
      cdk: {
        find: "path: '/',",
        write:
          "path: '/',\n      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMReadOnlyAccess')],",
      },
    },
    meant: (role) => ({
      ...role,
      attachedPolicies: [template('arn:<partition>:iam::aws:policy/AmazonSSMReadOnlyAccess')],
    }),
  },
  {
    name: 'a policy of one’s own',
    role: 'task',
    typed: {
      cli: {
        find: '"Policies": [',
        write:
          '"Policies": [{ "PolicyName": "Own", "PolicyDocument": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" } } }',
      },
      cloudformation: {
        find: '\nOutputs:',
        write: `
  OwnPolicy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: Own
      Roles:
        - !Ref TaskRole
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Action: s3:ListAllMyBuckets
            Resource: '*'

Outputs:`,
      },
      terraform: {
        path: 'iam/modules/roles/own_policy.tf',
        contents: `resource "aws_iam_role_policy" "own" {
  name = "Own"
  role = aws_iam_role.task.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = { Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*" }
  })
}
`,
      },
      cdk: {
        find: '    });\n  }\n}',
        write: `    });
    new iam.Policy(this, 'Own', {
      policyName: 'Own',
      roles: [this],
      statements: [new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] })],
    });
  }
}`,
      },
    },
    meant: (role) => ({
      ...role,
      inlinePolicies: {
        ...role.inlinePolicies,
        Own: {
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
        },
      },
    }),
  },
  {
    name: 'a second statement in a trust policy',
    role: 'codebuild',
    sid: 'CodeBuildAssume',
    typed: {
      cli: {
        before:
          '{ "Effect": "Allow", "Principal": { "AWS": "arn:${PARTITION}:iam::444455556666:root" }, "Action": "sts:AssumeRole" },',
      },
      cloudformation: {
        before: `- Effect: Allow
            Principal:
              AWS: !Sub arn:\${AWS::Partition}:iam::444455556666:root
            Action: sts:AssumeRole`,
      },
      terraform: {
        before:
          'statement {\n    actions = ["sts:AssumeRole"]\n\n    principals {\n      type        = "AWS"\n      identifiers = ["arn:${local.partition}:iam::444455556666:root"]\n    }\n  }\n',
      },
      cdk: {
        find: 'const codeBuild ',
        write:
          "this.assumeRolePolicy?.addStatements(new PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.AccountPrincipal('444455556666')] }));\n    const codeBuild ",
      },
    },
    meant: (role) => ({
      ...role,
      trust: {
        ...role.trust,
        Statement: [
          { Effect: 'Allow', Principal: { AWS: ACCOUNT_ROOT }, Action: 'sts:AssumeRole' },
          ...listOf(role.trust.Statement),
        ],
      },
    }),
  },
  {
    name: 'remove a policy',
    role: 'codebuild-validate',
    typed: {
      cli: {
        from: '{\n      "PolicyName": "ValidateHomeRoles"',
        upTo: '{\n      "PolicyName": "ValidateOtherRoles"',
      },
      cloudformation: {
        from: 'CodeBuildValidateRoleValidateHomeRolesPolicy:',
        upTo: 'CodeBuildValidateRoleValidateOtherRolesPolicy:',
      },
      terraform: {
        from: 'data "aws_iam_policy_document" "codebuild_validate_validate_home_roles"',
        upTo: 'data "aws_iam_policy_document" "codebuild_validate_validate_other_roles"',
      },
      cdk: { from: "new Policy(this, 'ValidateHomeRoles'", upTo: '} else {' },
    },
    meant: (role) => {
      const { ValidateHomeRoles: _removed, ...inlinePolicies } = role.inlinePolicies;
      return { ...role, inlinePolicies };
    },
  },
  {
    name: 'rename a policy',
    role: 'codebuild',
    typed: {
      cli: { find: '"PolicyName": "CodeBuild"', write: '"PolicyName": "Reports"' },
      cloudformation: { find: 'PolicyName: CodeBuild', write: 'PolicyName: Reports' },
      terraform: { find: '"CodeBuild"', write: '"Reports"' },
      cdk: { find: "policyName: 'CodeBuild'", write: "policyName: 'Reports'" },
    },
    meant: (role) => {
      const { CodeBuild, ...others } = role.inlinePolicies;
      return {
        ...role,
        inlinePolicies: { ...others, ...(CodeBuild && { Reports: CodeBuild }) },
      };
    },
  },
  {
    name: 'another account’s value in a condition',
    role: 'codebuild',
    sid: 'ArtifactObjects',
    typed: {
      cli: {
        find: '"aws:ResourceAccount": "${ACCOUNT}"',
        write: '"aws:ResourceAccount": "444455556666"',
      },
      cloudformation: { find: '!Ref AWS::AccountId', write: "'444455556666'" },
      terraform: { find: '[local.account_id]', write: '["444455556666"]' },
      cdk: {
        find: "'aws:ResourceAccount': account",
        write: "'aws:ResourceAccount': '444455556666'",
      },
    },
    meant: statement(
      'ArtifactObjects',
      replaced('"aws:ResourceAccount":"<account>"', '"aws:ResourceAccount":"444455556666"'),
    ),
  },
  {
    name: 'an action for a key that must be absent',
    role: 'codebuild',
    sid: 'EcrPullPush',
    typed: condition('EcrPullPush', {
      operator: 'Null',
      key: 'aws:TokenIssueTime',
      value: 'false',
    }),
    meant: statement('EcrPullPush', (before) => ({
      ...before,
      Condition: { Null: { 'aws:TokenIssueTime': 'false' } },
    })),
  },
  {
    name: 'a condition on a date',
    role: 'codepipeline',
    sid: 'RunBuild',
    typed: condition('RunBuild', {
      operator: 'DateLessThan',
      key: 'aws:CurrentTime',
      value: '2030-01-01T00:00:00Z',
    }),
    meant: statement('RunBuild', (before) => ({
      ...before,
      Condition: { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } },
    })),
  },
  {
    name: 'a condition on addresses',
    role: 'codepipeline',
    sid: 'WatchService',
    typed: condition('WatchService', {
      operator: 'NotIpAddress',
      key: 'aws:SourceIp',
      value: '203.0.113.0/24',
    }),
    meant: statement('WatchService', (before) => ({
      ...before,
      Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    })),
  },
  {
    name: 'a role of one’s own',
    role: 'codepipeline',
    typed: {
      cli: {
        path: 'iam/roles/own.json',
        contents: `{
  "RoleName": "\${PROJECT}-own-\${ENVIRONMENT}",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }
  }
}
`,
      },
      cloudformation: {
        find: '\nOutputs:',
        write: `
  OwnRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub \${Project}-own-\${Environment}
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole

Outputs:`,
      },
      terraform: {
        path: 'iam/modules/roles/own_role.tf',
        contents: `resource "aws_iam_role" "own" {
  name = "\${var.project}-own-\${var.environment}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = { Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }
  })
}
`,
      },
      cdk: {
        path: 'iam/lib/iam-stack.ts',
        find: 'const rolesOnly',
        write:
          "new iam.Role(this, 'OwnRole', { roleName: `${config.project}-own-${config.environment}`, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });\n\n    const rolesOnly",
      },
    },
    meant: (role) => role,
  },
];

/** The role that the last edit adds, but for its tags: CDK and Terraform's root give those of the stack. */
export const OWN_ROLE: DefinedRole = {
  name: template('shop-own-dev'),
  path: template('/'),
  description: '',
  maxSessionDuration: 3600,
  tags: {},
  trust: {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  },
  inlinePolicies: {},
  managedPolicies: [],
  attachedPolicies: [],
};
