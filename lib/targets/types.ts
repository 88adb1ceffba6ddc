import type { Model, ModelRole } from '../iam/model.ts';
import type { Pipeline } from '../service/pipeline/types.ts';

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
}

/** Prints the model in one tool's language. Pure. */
export interface Renderer {
  /**
   * The definitions (`iam/…`) and the two verbs (`scripts/deploy-iam.sh`, `scripts/destroy-iam.sh`),
   * sorted by path. A target whose pipeline is part of the same program is told of it.
   */
  readonly render: (model: Model, pipeline?: Pipeline) => readonly RenderedFile[];
  /** The pipeline (`pipeline/…`) and its verb (`scripts/deploy-pipeline.sh`), sorted by path. */
  readonly renderPipeline: (pipeline: Pipeline, model: Model) => readonly RenderedFile[];
  /** Markdown for the README's part about the pipeline. */
  readonly pipelineReadme: (pipeline: Pipeline, model: Model) => PipelineReadme;
  /** How a reader refers to a role from the service's own infrastructure, for the README. */
  readonly roleReference: (role: ModelRole) => string;
  /** Markdown for the README: what stands where in `iam/`, and how other stacks read the outputs. */
  readonly readme: (model: Model) => TargetReadme;
}

/** What one target adds to the generated README; Markdown. */
export interface TargetReadme {
  /** Tools the scripts need, one line each. */
  readonly needs: readonly string[];
  /** One line a file or folder of `iam/`: path and what it is. */
  readonly files: readonly (readonly [path: string, meaning: string])[];
  /** How other infrastructure code refers to the roles: prose with one fenced example. */
  readonly reference: string;
}

/** What one target adds to the generated README about its pipeline; Markdown. */
export interface PipelineReadme {
  /** One line for each file or folder of the pipeline's definitions: path and what it is. */
  readonly files: readonly (readonly [path: string, meaning: string])[];
  /** Shell lines that take the pipeline of `<environment>` away, which has to go before the roles. */
  readonly remove: (environment: string) => readonly string[];
}

/** One way to keep the definitions. Loaded on demand: `--help` needs ids and titles alone. */
export interface Target {
  readonly id: string;
  readonly title: string;
  readonly load: () => Promise<Renderer>;
}
