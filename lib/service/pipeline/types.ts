import type { PipelineDeployKind, SourceKind } from '../../answers/types.ts';
import type { Placeholder } from '../../iam/placeholders.ts';
import type { TemplateString } from '../../iam/template-string.ts';

/**
 * What builds and deploys the service with the model's roles: one definition per repo. One pipeline
 * that serves several environments stands in home alone: what is of another environment is written
 * out, and placeholders are home's.
 */
export interface Pipeline<S extends string = TemplateString> {
  readonly name: S;
  /** The environments that have it: home alone, or each. */
  readonly environments: readonly string[];
  /**
   * A newer run takes the place of one that waits for its approval.
   * https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
   */
  readonly executionMode: 'SUPERSEDED';
  /** What starts it by itself: pushes to a branch; absent where a rule does. */
  readonly trigger?: PushTrigger<S>;
  readonly deploy: PipelineDeployKind;
  readonly source: SourceKind;
  /** Name of the role that runs the pipeline; its ARN where it exists already. */
  readonly pipelineRole: S;
  readonly bucket: ArtifactBucket<S>;
  /** Starts the pipeline when the source changes; absent where the source does that itself. */
  readonly rule?: SourceRule<S>;
  /** In the account of the pipeline. */
  readonly projects: readonly BuildProject<S>[];
  /** Projects of environments in other accounts, by environment: made there. */
  readonly elsewhere: readonly ProjectsElsewhere<S>[];
  readonly stages: readonly Stage<S>[];
  /**
   * The placeholders used above, without those of the roles' names, and `approval` ('true' or
   * 'false'), in the order of PLACEHOLDERS.
   */
  readonly placeholders: readonly Placeholder[];
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-triggers.html */
export interface PushTrigger<S extends string = TemplateString> {
  /** Name of the source action. */
  readonly action: string;
  readonly branch: S;
  /** Globs of the files that start it; none: every file. */
  readonly paths: readonly string[];
}

/** The build projects that another account has for its environment. */
export interface ProjectsElsewhere<S extends string = TemplateString> {
  readonly environment: string;
  readonly projects: readonly BuildProject<S>[];
}

/** The role of a build project, in the catalogue and in the account. */
export interface ProjectRole<S extends string = TemplateString> {
  readonly id: string;
  readonly arn: S;
}

/** An EventBridge rule on the default bus whose only target is the pipeline. */
export interface SourceRule<S extends string = TemplateString> {
  readonly name: S;
  readonly description: string;
  /** Name of the role with which EventBridge starts the pipeline. */
  readonly role: S;
  readonly pattern: EventPattern<S>;
}

/**
 * What an event must have: lists of values at the keys of the event.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export interface EventPattern<S extends string = TemplateString> {
  readonly [key: string]: readonly S[] | EventPattern<S>;
}

/** The artifact bucket: encrypted, without public access, TLS only; artifacts expire. */
export interface ArtifactBucket<S extends string = TemplateString> {
  readonly name: S;
  /** True: the user named an existing bucket; nothing about it is changed. */
  readonly existing: boolean;
  /** KMS key ID of the bucket's customer managed key, when there is one. */
  readonly kmsKeyId?: S;
  /** The alias of a customer managed key that is made for the bucket: accounts that read artifacts need one. */
  readonly keyAlias?: S;
  /** Days until an artifact expires. */
  readonly expireAfter: number;
  /** Patterns of the roles of other accounts that read artifacts, by account. */
  readonly readers: readonly BucketReader<S>[];
}

/** Roles of another account that read artifacts. */
export interface BucketReader<S extends string = TemplateString> {
  readonly environment: string;
  /** ARN of the account's root. */
  readonly account: S;
  /** ARNs of the roles. */
  readonly roles: readonly S[];
}

/** A CodeBuild project of the pipeline. */
export interface BuildProject<S extends string = TemplateString> {
  readonly id: 'build' | 'validate' | 'deploy';
  /** The environment that it is for, where that is not the one that has the pipeline. */
  readonly environment?: string;
  readonly name: S;
  readonly role: ProjectRole<S>;
  readonly description: string;
  /** Path of the buildspec in the source, or the buildspec itself where there is no source. */
  readonly buildspec:
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'inline'; readonly contents: string };
  /** Docker builds need it; it is not an IAM permission. */
  readonly privileged: boolean;
  /** https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-compute-types.html */
  readonly type: 'LINUX_CONTAINER' | 'ARM_CONTAINER';
  readonly image: string;
  readonly computeType: string;
  /** Made with the project, so that what CodeBuild writes does not stay for ever. */
  readonly logGroup: LogGroup<S>;
  /**
   * Keeps docker's layers on the build host from one build to the next, where it can.
   * https://docs.aws.amazon.com/codebuild/latest/userguide/caching-local.html
   */
  readonly cachesLayers: boolean;
  /** What the buildspec reads, and what the files that it fills name. */
  readonly variables: readonly BuildVariable<S>[];
  /** Minutes. */
  readonly timeout: number;
}

/** A CloudWatch log group that builds write to. */
export interface LogGroup<S extends string = TemplateString> {
  readonly name: S;
  /** Days until an event is deleted: one of the values that CloudWatch Logs takes. */
  readonly retentionDays: number;
}

/** An environment variable of a build project. */
export interface BuildVariable<S extends string = TemplateString> {
  readonly name: string;
  readonly value: S;
}

/** A stage of the pipeline. `approval`: exists only where the environment's approval is 'true'. */
export interface Stage<S extends string = TemplateString> {
  /** `Source`, `Build`, `Validate`, `Approve`, `Deploy`; of several environments, with its name after it. */
  readonly name: string;
  readonly onlyWith?: 'approval';
  /** Deploys again what was deployed last, where this fails. */
  readonly onFailure?: 'ROLLBACK';
  readonly actions: readonly Action<S>[];
}

/** An action as CodePipeline takes it; every owner is AWS and every version 1. */
export interface Action<S extends string = TemplateString> {
  readonly name: string;
  readonly category: 'Source' | 'Build' | 'Test' | 'Approval' | 'Deploy';
  readonly provider: string;
  readonly configuration: Readonly<Record<string, S>>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly namespace?: string;
  /** ARN of the role that it runs with; absent: the pipeline's own. */
  readonly role?: S;
}

/** The workflow of GitHub Actions that builds once and deploys to each environment in order. */
export interface Workflow {
  /** ARN of the role that an environment's job assumes. */
  readonly role: TemplateString;
  /** What the role trusts: a job's token names its environment, or the branch or tag of the push. */
  readonly subjects: Readonly<Record<'environment' | 'branch' | 'tag', boolean>>;
  /** The GitHub environment of the job, and the branch whose pushes are deployed. */
  readonly environment: TemplateString;
  readonly branch: TemplateString;
  readonly audience: TemplateString;
  /** The image is built for ARM64, on ARM. */
  readonly onArm: boolean;
  /** The roles are validated before anything is pushed. */
  readonly validates: boolean;
  /** What CodeDeploy deploys by; absent: a rolling update by ECS. */
  readonly codeDeploy?: { readonly application: TemplateString; readonly group: TemplateString };
  /** The environment variables of a job. */
  readonly variables: readonly BuildVariable[];
  /** The placeholders used above, in the order of PLACEHOLDERS. */
  readonly placeholders: readonly Placeholder[];
}
