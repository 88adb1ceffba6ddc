import type { Environment, ModelRole } from '../iam/model.ts';
import type { Service } from '../service/types.ts';
import type { TargetId } from './ids.ts';

/** A file as it shall stand on disk. */
export interface RenderedFile {
  /** Relative to the repo's root, '/' separators, never '..'. */
  readonly path: string;
  /** UTF-8, LF, one final newline. */
  readonly contents: string;
  /** Mode 0755, else 0644. */
  readonly executable: boolean;
  /** Written where nothing stands; from then on it is the user's, neither compared nor removed. */
  readonly once?: true;
  /** The contents are a marked block of a file that the user has lines in too; it alone is replaced. */
  readonly block?: true;
  /** Written instead where a file stands at `path` that this generator did not write. */
  readonly elsewhere?: { readonly path: string; readonly contents: string };
}

/** Prints a service in one tool's language. Pure. */
export interface Renderer {
  /**
   * Every file of the target, sorted by path: the definitions (`iam/…`), the scripts that deploy and
   * destroy them, and where there is a pipeline its definitions (`pipeline/…`) and its script.
   */
  readonly render: (service: Service) => readonly RenderedFile[];
  /** How a reader refers to a role from the service's own infrastructure, for the README. */
  readonly roleReference: (role: ModelRole) => string;
  /** Markdown for the README: what stands where, and how other stacks read the outputs. */
  readonly readme: (service: Service) => TargetReadme;
}

/** What one target adds to the generated README; Markdown. */
export interface TargetReadme {
  /** Tools the scripts need, one line each. */
  readonly needs: readonly string[];
  /** One line for each file or folder of the definitions: path and what it is. */
  readonly files: readonly (readonly [path: string, meaning: string])[];
  /** How other infrastructure code refers to the roles: prose with one fenced example. */
  readonly reference: string;
  /** Where there is a pipeline: what the README says of it. */
  readonly pipeline?: PipelineReadme;
}

/** What one target adds to the generated README about its pipeline; Markdown. */
export interface PipelineReadme {
  /** One line for each file or folder of the pipeline's definitions: path and what it is. */
  readonly files: readonly (readonly [path: string, meaning: string])[];
  /** Shell lines that delete the pipeline of an environment, which has to go before the roles. */
  readonly remove: (environment: Environment) => readonly string[];
}

/** One way to keep the definitions. Loaded on demand: `--help` needs ids and titles alone. */
export interface Target {
  readonly id: TargetId;
  readonly title: string;
  readonly load: () => Promise<Renderer>;
}
