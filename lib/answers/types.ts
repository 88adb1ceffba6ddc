import type { GrantPreset } from '../grants/types.ts';
import type { Placeholder, PlaceholderValues } from '../iam/placeholders.ts';
import type { TemplateString } from '../iam/template-string.ts';
import type { RoleId } from '../roles/registry.ts';
import type { PolicyKind, Role } from '../roles/types.ts';
import type { TargetId } from '../targets/ids.ts';
import type { Entry } from './sources.ts';

/** The role that lets ECS Exec open sessions: the task role, a role of its own, none. */
type ExecKind = 'task' | 'separate' | 'off';
/** Who deploys where a pipeline of AWS does: its ECS action, the buildspec, CodeDeploy blue/green. */
export type PipelineDeployKind = 'pipeline' | 'build' | 'codedeploy';
/** Who deploys: a pipeline of AWS, GitHub Actions, nothing that is made here. */
export type DeployKind = PipelineDeployKind | 'github' | 'none';
/** One pipeline that promotes an image through the environments, or one for each environment. */
export type PipelineKind = 'one' | 'each';
/** Architecture of a task on Linux, or the release of Windows Server. */
export type Platform = 'x86_64' | 'arm64' | `windows-${2019 | 2022 | 2025}-${'core' | 'full'}`;
/** Where tasks run. */
export type LaunchType = 'fargate' | 'ec2' | 'external' | 'managed-instances';
/** Where the pipeline's source comes from. */
export type SourceKind = 'codeconnections' | 'codecommit' | 'ecr' | 's3';
/** Source conditions in trust policies: where documented, wherever offered, none. */
export type TrustKind = 'default' | 'strict' | 'plain';

/** A secret or parameter that ECS sets as an environment variable. */
export interface NamedResource {
  /** May hold `<environment>` and `<project>`. */
  readonly name: string;
  /** The variable; without it, it follows from the key or the name. */
  readonly variable?: string;
  /** What Secrets Manager added to the name, where its complete ARN was given. */
  readonly suffix?: string;
  /** `key:stage:version` of a secret, any of them empty; absent for the whole secret. */
  readonly part?: string;
  /** Where it lies, if not in the environment's own account and Region. */
  readonly account?: string;
  readonly region?: string;
}

/** An environment file: an object in S3. */
export interface EnvFile {
  readonly bucket: string;
  readonly key: string;
}

/** A ready-made grant for the task role, with values of its placeholders. */
export interface Grant {
  /** Its id in the catalogue, or in a preset of the team. */
  readonly preset: string;
  /** The grant itself, where it comes from a preset of the team. */
  readonly own?: GrantPreset;
  readonly values: PlaceholderValues;
}

/** A statement of the user's own for the task role or the execution role, as the answers file holds it. */
export interface TaskStatement {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly why?: string;
}

/** A task definition that the user brought, with `<account>`, `<environment>` and so on in its texts. */
export interface GivenTaskDefinition {
  /** The environment that it is for; absent: all that have none of their own. */
  readonly environment?: string;
  /** The container that a deployment gives its image to. */
  readonly container: string;
  /** Without family and roles, which the answers give. */
  readonly definition: Readonly<Record<string, unknown>>;
}

/** What to arrange for logs that cross accounts. */
export type CrossAccountLogs =
  | { readonly kind: 'to'; readonly account: string }
  | { readonly kind: 'from'; readonly account: string; readonly logGroup: string }
  | { readonly kind: 'destination'; readonly name: string }
  | { readonly kind: 'resource-policy' };

/** Settings of one role that differ from the others'. */
export interface RoleOverride {
  readonly description?: string;
  /** Seconds. */
  readonly maxSessionDuration?: number;
  /** Begins and ends with '/'; where the role stood before it was adopted. */
  readonly path?: string;
}

/** An environment's name, and the values that are its own. */
export interface EnvironmentAnswers {
  readonly name: string;
  /** False for a home that has the pipeline and no service; it is not among --environments. */
  readonly service?: false;
  readonly values: PlaceholderValues;
}

/** Everything a user can answer. Complete: defaults are filled in, every value is checked. */
export interface Answers {
  readonly project: string;
  /** The rules of the team: defaults, locked answers, and what else its presets hold. */
  readonly presets: AppliedPresets;
  readonly target: TargetId;
  readonly environments: readonly EnvironmentAnswers[];
  /** Values of placeholders in every environment that has none of its own. */
  readonly values: PlaceholderValues;
  readonly roles: 'recommended' | 'all' | readonly RoleId[];
  readonly exec: ExecKind;
  readonly platform: Platform;
  readonly launchType: LaunchType;
  readonly deploy: DeployKind;
  readonly source: SourceKind;
  readonly pipeline: PipelineKind;
  /** The environment that has the pipeline where one serves several; '' is the first. */
  readonly home: string;
  readonly trust: TrustKind;
  readonly policies: PolicyKind;
  /** By the id of a role, of the catalogue or of a preset; the next two as well. */
  readonly rolePolicies: Readonly<Record<string, PolicyKind>>;
  readonly roleOverrides: Readonly<Record<string, RoleOverride>>;
  /** Names in place of the catalogue's; `<project>` and `<environment>` are the only placeholders. */
  readonly roleNames: Readonly<Record<string, TemplateString>>;
  /** `role` or `environment.role` → ARN of a role that exists: it is used and not made. */
  readonly existingRoles: Readonly<Record<string, string>>;
  /** Begins and ends with '/'. */
  readonly rolePath: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Seconds, 3,600 to 43,200. */
  readonly maxSessionDuration: number;
  readonly secrets: readonly NamedResource[];
  readonly parameters: readonly NamedResource[];
  readonly envFiles: readonly EnvFile[];
  /** Values of list placeholders that have no question of their own, such as buildSubnetId. */
  readonly lists: Readonly<Partial<Record<Placeholder, readonly string[]>>>;
  /** Task definitions that were given; none: the generator's own. */
  readonly taskDefinitions: readonly GivenTaskDefinition[];
  readonly grants: readonly Grant[];
  readonly taskStatements: readonly TaskStatement[];
  /** The same for the execution role. */
  readonly executionStatements: readonly TaskStatement[];
  /** Role options by `role.option`: switched on or off by name. */
  readonly options: Readonly<Record<string, boolean>>;
  /** Accounts that may pull from this service's repository. */
  readonly crossAccountPull: readonly string[];
  readonly crossAccountLogs: readonly CrossAccountLogs[];
  readonly serviceLinkedRole: boolean;
  /** Makes the identity provider that a role is assumed through, or takes it as there. */
  readonly oidcProvider: 'create' | 'existing';
  /** Makes the ECR repository with its lifecycle and policy, or leaves an existing one alone. */
  readonly ecrRepository: 'create' | 'existing';
  /** owner/name of the source repository; '' while unknown. */
  readonly repositoryId: string;
  /** Where this folder lies in the source repository; '.' is its top, '' unknown until it is written. */
  readonly sourceFolder: string;
  /** Ask for approval before deploying to production; 'auto': to environments called prod or production. */
  readonly approval: 'auto' | 'yes' | 'no';
  /** Write a Dockerfile and a minimal application: 'auto': into an empty folder. */
  readonly starterApp: 'auto' | 'yes' | 'no';
  /** 8 letters and digits that tell this repo's roles from another's; '' before the repo is written. */
  readonly id: string;
}

/** The rules of a team, read from its preset. */
export interface Preset {
  /** As ecs-iam.json names it: a path from its folder, or an npm package. */
  readonly reference: string;
  readonly name: string;
  /** Answers for whoever gives none. */
  readonly defaults: readonly Entry[];
  /** Answers that nobody may give differently. */
  readonly locked: readonly Entry[];
  /** The pattern that names every role, where it has one. */
  readonly everyName?: Entry;
  readonly rules: PresetRules;
  /** Grants of its own, beside those of the catalogue. */
  readonly grants: readonly GrantPreset[];
  /** Roles of its own, made besides those that the answers choose. */
  readonly roles: readonly OwnRole[];
  /** Markdown for the documents of the repo; '' for none. */
  readonly docs: string;
}

/** A role of a preset, and with which answers it is made. */
export interface OwnRole {
  readonly role: Role;
  /** Answer → the words with which the role is made; an answer that is absent does not matter. */
  readonly when: Readonly<Record<string, readonly string[]>>;
}

/** What a preset demands of answers. */
export interface PresetRules {
  /** ARN of the boundary of every role; may hold `<account>` and `<partition>`. */
  readonly boundary?: string;
  /** Tag key → pattern that its value has to match, with `*`. */
  readonly tags: Readonly<Record<string, string>>;
  /** The only Regions; absent: any. */
  readonly regions?: readonly string[];
  /** Environment → the accounts that it may be in. */
  readonly accounts: Readonly<Record<string, readonly string[]>>;
  readonly forbidden: {
    readonly grants: readonly string[];
    /** As `role.option`. */
    readonly options: readonly string[];
    readonly roles: readonly string[];
  };
}

/** The presets that answers were made with. */
export interface AppliedPresets {
  /** As ecs-iam.json names them. */
  readonly references: readonly string[];
  readonly list: readonly Preset[];
  /** The answers that follow from presets and defaults alone: the answers file holds the rest. */
  readonly baseline?: Answers;
}
