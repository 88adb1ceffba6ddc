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
      .map(({ type, name, values }) => [
        // Projects that are alike are one resource for each: their own names tell them apart.
        `${type}.${BY_NAME.includes(type) ? values.name : name}`,
        withDocuments(type, values),
      ]),
  );
}

const BY_NAME = ['aws_codebuild_project', 'aws_cloudwatch_log_group'];

function withDocuments(type: string, values: Readonly<Record<string, unknown>>): unknown {
  if (type !== 'aws_cloudwatch_event_rule') return values;
  return { ...values, event_pattern: JSON.parse(String(values.event_pattern)) };
}

/** What a plan has to hold for a pipeline, as far as the pipeline says it: compare by toMatchObject. */
export function expectedResources(pipeline: Pipeline<FilledString>, facts: AccountFacts): Planned {
  const { bucket } = pipeline;
  const { partition, region, account } = facts;
  const role = (name: string) =>
    name.startsWith('arn:') ? name : `arn:${partition}:iam::${account}:role/${name}`;
  const key = bucket.kmsKeyId && `arn:${partition}:kms:${region}:${account}:key/${bucket.kmsKeyId}`;
  const isMade = bucket.keyAlias !== undefined;
  return {
    ...expectedProjects(pipeline.projects),
    'aws_codepipeline.service': {
      name: pipeline.name,
      pipeline_type: 'V2',
      execution_mode: pipeline.executionMode,
      trigger: expectedTrigger(pipeline),
      role_arn: role(pipeline.pipelineRole),
      artifact_store: [
        {
          type: 'S3',
          location: bucket.name,
          // The ARN of a key is known once it is made.
          encryption_key: isMade ? [{ type: 'KMS' }] : key ? [{ type: 'KMS', id: key }] : [],
        },
      ],
      stage: pipeline.stages.map(expectedStage),
    },
    ...(isMade && {
      'aws_kms_key.artifacts': { enable_key_rotation: true },
      'aws_kms_alias.artifacts': { name: bucket.keyAlias },
    }),
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

function expectedTrigger({ trigger }: Pipeline<FilledString>) {
  if (trigger === undefined) return [];
  const { action, branch, paths } = trigger;
  const included = (includes: readonly string[]) => [{ includes, excludes: null }];
  const push = {
    branches: included([branch]),
    file_paths: paths.length > 0 ? included(paths) : [],
    tags: [],
  };
  return [
    {
      provider_type: 'CodeStarSourceConnection',
      git_configuration: [{ source_action_name: action, push: [push], pull_request: [] }],
    },
  ];
}

/** What a plan has to hold for build projects: each with its log group. */
export function expectedProjects(projects: readonly BuildProject<FilledString>[]): Planned {
  return Object.fromEntries(
    projects.flatMap((project) => {
      const { name, retentionDays } = project.logGroup;
      return [
        [`aws_codebuild_project.${project.name}`, expectedProject(project)],
        [`aws_cloudwatch_log_group.${name}`, { name, retention_in_days: retentionDays }],
      ];
    }),
  );
}

function expectedProject(project: BuildProject<FilledString>) {
  const variables = [...project.variables].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    name: project.name,
    description: project.description,
    service_role: project.role.arn,
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
        type: project.type,
        compute_type: project.computeType,
        image: project.image,
        privileged_mode: project.privileged,
        environment_variable: variables.map((one) => ({ ...one, type: 'PLAINTEXT' })),
      },
    ],
    cache: project.cachesLayers ? [{ type: 'LOCAL', modes: ['LOCAL_DOCKER_LAYER_CACHE'] }] : [],
    logs_config: [{ cloudwatch_logs: [{ status: 'ENABLED', group_name: project.logGroup.name }] }],
  };
}

function expectedStage({ name, actions, onFailure }: Stage<FilledString>) {
  return {
    name,
    on_failure: onFailure === undefined ? [] : [expect.objectContaining({ result: onFailure })],
    action: actions.map(({ inputs, outputs, namespace, role, ...action }) => ({
      ...action,
      owner: 'AWS',
      version: '1',
      role_arn: role ?? null,
      namespace: namespace ?? null,
      input_artifacts: inputs.length > 0 ? inputs : null,
      output_artifacts: outputs.length > 0 ? outputs : null,
    })),
  };
}

function expectedBucket(
  { name, expireAfter, keyAlias }: Pipeline<FilledString>['bucket'],
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
            keyAlias === undefined
              ? { sse_algorithm: key ? 'aws:kms' : 'AES256', kms_master_key_id: key ?? '' }
              : { sse_algorithm: 'aws:kms' },
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
