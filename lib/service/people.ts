import type { Statement } from '../iam/model.ts';
import { arnOfRole, roleArn } from '../iam/role-arn.ts';
import { allow } from '../iam/statements.ts';
import type { TemplateString } from '../iam/template-string.ts';
import { CLUSTER, keyArn, SERVICE, TASKS } from '../roles/shared/arns.ts';
import { IN_OWN_ACCOUNT } from '../roles/shared/artifacts.ts';
import { isProvided } from './choose-roles.ts';
import { deployStatements, findTasks } from './deploy-rights.ts';
import type { Service } from './types.ts';
import { readStatements } from './validation-reads.ts';

/** A tag that the tasks must carry. */
export interface TaskTag {
  readonly key: string;
  readonly value: string;
}

/**
 * What somebody needs who opens ECS Exec sessions in the container of this service. Sessions that go
 * around ECS Exec are denied: they would not be logged as the cluster says.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function execStatements({ answers }: Service, tag?: TaskTag): readonly Statement[] {
  const container = { 'ecs:container-name': '<container>' };
  const tagged = tag && { [`aws:ResourceTag/${tag.key}`]: tag.value };
  const read = allow('ReadTasks', ['ecs:DescribeServices', 'ecs:DescribeTasks'], [SERVICE, TASKS], {
    why: 'The AWS CLI reads whether ECS Exec is on and the agent runs.',
  });
  const cluster = allow('ExecInCluster', ['ecs:ExecuteCommand'], [CLUSTER], {
    why: 'ECS checks the cluster; the condition allows this container only.',
    conditions: { StringEquals: container },
  });
  const task = allow('ExecInTasks', ['ecs:ExecuteCommand'], [TASKS], {
    why: 'ECS checks the task, whose ID is not known beforehand; the condition limits what it may be.',
    conditions: { StringEquals: { ...container, ...tagged } },
  });
  const key = allow('EncryptSession', ['kms:GenerateDataKey'], [keyArn('<execKmsKeyId>')], {
    why: 'The data channel of the session is encrypted with this key.',
  });
  const logged = allow('NoSessionPastExec', ['ssm:StartSession'], [TASKS], {
    why: 'A session that is started past ECS Exec is not logged.',
  });
  const withKey = isProvided(answers, 'execKmsKeyId') ? [key] : [];
  return [findTasks, read, cluster, task, ...withKey, { ...logged, effect: 'Deny' }];
}

/** What somebody needs who runs scripts/validate-iam.sh and scripts/test-roles.sh: both only read. */
export function validateStatements({ model }: Service): readonly Statement[] {
  const simulate = allow('Simulate', ['iam:SimulatePrincipalPolicy'], model.roles.map(arnOfRole), {
    why: 'test-roles.sh asks IAM what each role may do.',
  });
  return [...readStatements(model), ...(model.roles.length > 0 ? [simulate] : [])];
}

const PASSED_TO: Readonly<Record<string, string>> = {
  codebuild: 'codebuild.amazonaws.com',
  'codebuild-batch': 'codebuild.amazonaws.com',
  'codebuild-deploy': 'codebuild.amazonaws.com',
  'codebuild-validate': 'codebuild.amazonaws.com',
  codepipeline: 'codepipeline.amazonaws.com',
  'pipeline-trigger': 'events.amazonaws.com',
};

/**
 * What somebody needs who sets up the pipeline: the pipeline with its build projects, log groups,
 * bucket and rule, passing their roles, and the task definition. Empty where nothing here deploys.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function pipelineStatements(service: Service): readonly Statement[] {
  const { pipeline, model, workflow } = service;
  if (pipeline === undefined) return workflow === undefined ? [] : deployStatements(service);
  // The projects of other environments in the account run with roles of those.
  const arnsOf = (id: string) => {
    const ofProjects = pipeline.projects.filter((one) => one.role.id === id);
    const arns = ofProjects.map((project) => project.role.arn);
    return arns.length > 0 ? arns : [roleArn(model, id) ?? []].flat();
  };
  const passed = Object.entries(PASSED_TO).flatMap(([id, to]) => {
    const arns = arnsOf(id);
    if (arns.length === 0) return [];
    const sid = `Pass${id.replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase())}`;
    return allow(sid, ['iam:PassRole'], arns, {
      why: 'Whoever makes what runs with the role passes it; the condition names to which service.',
      conditions: { StringEquals: { 'iam:PassedToService': to } },
    });
  });
  const roles = Object.keys(PASSED_TO).flatMap(arnsOf);
  return [
    allow('ReadRoles', ['iam:GetRole'], roles, { why: 'The script looks whether they are there.' }),
    ...passed,
    allow('Pipeline', PIPELINE, [here(`codepipeline:<region>:<account>:${pipeline.name}`)], {
      why: 'Makes, changes and removes the pipeline.',
    }),
    allow(
      'BuildProjects',
      PROJECT,
      pipeline.projects.map(({ name }) => here(`codebuild:<region>:<account>:project/${name}`)),
      { why: 'Makes, changes and removes the build projects.' },
    ),
    allow(
      'BuildLogs',
      ['logs:CreateLogGroup', 'logs:DeleteLogGroup', 'logs:PutRetentionPolicy'],
      pipeline.projects.map(({ logGroup }) =>
        here(`logs:<region>:<account>:log-group:${logGroup.name}:*`),
      ),
      { why: 'Makes and removes the log groups of the builds.' },
    ),
    ...(pipeline.bucket.existing ? [] : bucketStatements(pipeline.bucket.name)),
    ...(pipeline.bucket.keyAlias ? keyStatements(pipeline.bucket.keyAlias) : []),
    ...connectionStatements(service),
    ...(pipeline.rule
      ? [
          allow(
            'SourceRule',
            RULE,
            [here(`events:<region>:<account>:rule/${pipeline.rule.name}`)],
            {
              why: 'Makes, changes and removes the rule that starts the pipeline.',
            },
          ),
        ]
      : []),
    ...deployStatements(service),
  ];
}

const PIPELINE = ['CreatePipeline', 'DeletePipeline', 'GetPipeline', 'UpdatePipeline'].map(
  (action) => `codepipeline:${action}`,
);
const PROJECT = ['BatchGetProjects', 'CreateProject', 'DeleteProject', 'UpdateProject'].map(
  (action) => `codebuild:${action}`,
);
const RULE = [
  ...['DeleteRule', 'DescribeRule', 'ListTargetsByRule', 'PutRule', 'PutTargets'],
  'RemoveTargets',
].map((action) => `events:${action}`);
const BUCKET = [
  ...['CreateBucket', 'DeleteBucket', 'ListBucket', 'ListBucketVersions'],
  ...['GetBucketPolicy', 'GetBucketPublicAccessBlock', 'GetBucketVersioning'],
  ...['GetEncryptionConfiguration', 'GetLifecycleConfiguration', 'PutBucketPolicy'],
  ...['PutBucketPublicAccessBlock', 'PutBucketVersioning', 'PutEncryptionConfiguration'],
  'PutLifecycleConfiguration',
].map((action) => `s3:${action}`);

function bucketStatements(name: string): readonly Statement[] {
  return [
    allow('ArtifactBucket', BUCKET, [`arn:<partition>:s3:::${name}`], {
      why: 'Makes the artifact bucket with its settings, and removes it.',
    }),
    allow(
      'EmptyArtifactBucket',
      ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      [`arn:<partition>:s3:::${name}/*`],
      { why: 'A bucket is empty before it is removed.', conditions: IN_OWN_ACCOUNT },
    ),
  ];
}

function connectionStatements({ pipeline, answers }: Service): readonly Statement[] {
  if (pipeline?.source !== 'codeconnections' || !isProvided(answers, 'connectionId')) return [];
  const { values, environments } = answers;
  const named = [values, ...environments.map((one) => one.values)];
  const prefix = named.flatMap(({ connectionService }) => connectionService ?? [])[0];
  return [connectionStatement(prefix ?? 'codeconnections')];
}

/** PassConnection has the prefix of the connection's ARN in its name. */
function connectionStatement(prefix: string): Statement {
  return allow(
    'PassConnection',
    [`${prefix}:PassConnection`],
    [`arn:<partition>:${prefix}:<region>:<account>:connection/<connectionId>`],
    {
      why: 'The source action of the pipeline names the connection.',
      conditions: {
        StringEquals: { [`${prefix}:PassedToService`]: 'codepipeline.amazonaws.com' },
      },
    },
  );
}

function here(rest: string): string {
  return `arn:<partition>:${rest}`;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html */
function keyStatements(alias: TemplateString): readonly Statement[] {
  const keys = here('kms:<region>:<account>:key/*');
  return [
    allow('CreateArtifactKey', ['kms:CreateKey'], ['*'], {
      why: 'Makes the key of the artifacts; a key that is not there yet has no ARN.',
    }),
    allow(
      'NameArtifactKey',
      ['kms:CreateAlias', 'kms:DeleteAlias'],
      [here(`kms:<region>:<account>:${alias}`), keys],
      {
        why: 'Gives that key its alias; KMS checks the alias and the key.',
      },
    ),
    allow(
      'ArtifactKey',
      [
        'kms:DescribeKey',
        'kms:EnableKeyRotation',
        'kms:GetKeyPolicy',
        'kms:GetKeyRotationStatus',
        'kms:PutKeyPolicy',
        'kms:ScheduleKeyDeletion',
      ],
      [keys],
      {
        why: 'Keeps the policy of that key, and removes it.',
        conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } },
      },
    ),
  ];
}
