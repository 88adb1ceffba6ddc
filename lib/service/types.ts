import type { Answers } from '../answers/types.ts';
import type { Environment, Model, ResourcePolicy, Where } from '../iam/model.ts';
import type { Placeholder } from '../iam/placeholders.ts';
import type { RoleId } from '../roles/registry.ts';
import type { PolicyKind, Role } from '../roles/types.ts';
import type { Pipeline, Workflow } from './pipeline/types.ts';
import type { SharedUnit } from './shared-units.ts';

/** A role that the answers make, and what they decide about it. */
export interface ChosenRole {
  readonly id: RoleId;
  /** Its entry in the catalogue. */
  readonly role: Role;
  /** Where it is made; absent: everywhere. */
  readonly where?: Where;
  /** Names of the options that are on, in the catalogue's order. */
  readonly options: readonly string[];
  readonly policies: PolicyKind;
}

/** Everything that follows from the answers: computed once a run by buildService, handed on whole. */
export interface Service {
  readonly answers: Answers;
  /** In the order of the model's roles. */
  readonly chosen: readonly ChosenRole[];
  readonly model: Model;
  /** What environments of one account and Region share, in the order of their environments. */
  readonly shared: readonly SharedUnit[];
  /** Policies for an ECR repository that is not made here: for whoever owns it. */
  readonly policiesToHandOn: readonly ResourcePolicy[];
  /** Undefined where none is wanted, or the CodeBuild or CodePipeline role is not made: nothing could run it. */
  readonly pipeline: Pipeline | undefined;
  /** What GitHub Actions does; undefined where it does not deploy. */
  readonly workflow: Workflow | undefined;
  /** Those that roles, shared things and pipeline hold, in the order of PLACEHOLDERS. */
  readonly placeholders: readonly Placeholder[];
  /** The value of each placeholder, where it is known before the deployment. */
  readonly environments: readonly Environment[];
}
