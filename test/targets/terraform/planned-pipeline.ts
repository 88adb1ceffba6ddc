import type { AccountFacts } from '../../../lib/iam/fill.ts';
import type { FilledString } from '../../../lib/iam/template-string.ts';
import type { BuildProject, Pipeline, Stage } from '../../../lib/service/pipeline/types.ts';
import { type PlanJson, plannedIn } from './planned-roles.ts';

/** Address → values of everything that is planned. */
export type Planned = Readonly<Record<string, unknown>>;

/** The planned resources of a root module. */
export function plannedResources(plan: PlanJson): Planned {
  return Object.fromEntries(
    plannedIn(plan)
      .filter(({ mode }) => mode === 'managed')
      .map(({ type, name, values }) => [`${type}.${name}`, withDocuments(type, values)]),
  );
}

function withDocuments(type: string, values: Readonly<Record<string, unknown>>): unknown {
  if (type !== 'aws_cloudwatch_event_rule') return values;
  return { ...values, event_pattern: JSON.parse(String(values.event_pattern)) };
}

/** What a plan has to hold for a pipeline, as far as the pipeline says it: compare by toMatchObject. */
export function expectedResources(pipeline: Pipeline<FilledString>, facts: AccountFacts): Planned {
  const { bucket } = pipeline;
  const { partition, region, account } = facts;
  const role = (name: string) => `arn:${partition}:iam::${account}:role/${name}`;
  const key = bucket.kmsKeyId && `arn:${partition}:kms:${region}:${account}:key/${bucket.kmsKeyId}`;
  const projects = pipeline.projects.map((project) => [
    `aws_codebuild_project.${project.id}`,
    expectedProject(project, role(pipeline.buildRole)),
  ]);
  return {
    ...Object.fromEntries(projects),
    ...Object.fromEntries(
      pipeline.logGroups.map(({ name, retentionDays }) => [
        'aws_cloudwatch_log_group.builds',
        { name, retention_in_days: retentionDays },
      ]),
    ),
    'aws_codepipeline.service': {
      name: pipeline.name,
      pipeline_type: 'V2',
      role_arn: role(pipeline.pipelineRole),
      artifact_store: [
        {
          type: 'S3',
          location: bucket.name,
          encryption_key: key ? [{ type: 'KMS', id: key }] : [],
        },
      ],
      stage: pipeline.stages.map(expectedStage),
    },
    ...(bucket.existing ? {} : expectedBucket(bucket, key)),
    ...(pipeline.rule && {
      'aws_cloudwatch_event_rule.source': {
        name: pipeline.rule.name,
        description: pipeline.rule.description,
        event_pattern: pipeline.rule.pattern,
      },
      'aws_cloudwatch_event_target.pipeline': {
        rule: pipeline.rule.name,
        target_id: 'Pipeline',
        role_arn: role(pipeline.rule.role),
      },
    }),
  };
}

function expectedProject(project: BuildProject<FilledString>, role: string) {
  const variables = [...project.variables].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    name: project.name,
    description: project.description,
    service_role: role,
    build_timeout: project.timeout,
    artifacts: [{ type: 'CODEPIPELINE' }],
    source: [
      {
        type: 'CODEPIPELINE',
        buildspec:
          project.buildspec.kind === 'file' ? project.buildspec.path : project.buildspec.contents,
      },
    ],
    environment: [
      {
        type: 'LINUX_CONTAINER',
        compute_type: project.computeType,
        image: project.image,
        privileged_mode: project.privileged,
        environment_variable: variables.map((one) => ({ ...one, type: 'PLAINTEXT' })),
      },
    ],
    logs_config: [{ cloudwatch_logs: [{ status: 'ENABLED', group_name: project.logGroup }] }],
  };
}

function expectedStage({ name, actions }: Stage<FilledString>) {
  return {
    name,
    action: actions.map(({ inputs, outputs, namespace, ...action }) => ({
      ...action,
      owner: 'AWS',
      version: '1',
      namespace: namespace ?? null,
      input_artifacts: inputs.length > 0 ? inputs : null,
      output_artifacts: outputs.length > 0 ? outputs : null,
    })),
  };
}

function expectedBucket(
  { name, expireAfter }: Pipeline<FilledString>['bucket'],
  key: string | undefined,
): Planned {
  return {
    'aws_s3_bucket.artifacts': { bucket: name, force_destroy: true },
    'aws_s3_bucket_public_access_block.artifacts': {
      bucket: name,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    },
    'aws_s3_bucket_server_side_encryption_configuration.artifacts': {
      bucket: name,
      rule: [
        {
          apply_server_side_encryption_by_default: [
            { sse_algorithm: key ? 'aws:kms' : 'AES256', kms_master_key_id: key ?? '' },
          ],
        },
      ],
    },
    'aws_s3_bucket_versioning.artifacts': {
      bucket: name,
      versioning_configuration: [{ status: 'Enabled' }],
    },
    'aws_s3_bucket_lifecycle_configuration.artifacts': {
      bucket: name,
      rule: [
        {
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: expireAfter }],
          noncurrent_version_expiration: [{ noncurrent_days: expireAfter }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }],
        },
      ],
    },
    // Its policy names the bucket's ARN, which is known once the bucket is made.
    'aws_s3_bucket_policy.artifacts': { bucket: name },
  };
}
