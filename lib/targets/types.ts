import type { ModelRole } from '../iam/model.ts';
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
  /** What the README and docs/use-the-roles.md say about this target. */
  readonly readme: (service: Service) => TargetReadme;
}

/** What one target adds to the generated documents; Markdown, without a final newline. */
export interface TargetReadme {
  /** Tools besides bash, the AWS CLI and jq, within a sentence; may be empty. */
  readonly needs: string;
  /** Rows of the table of paths: `iam/`, `pipeline/`. */
  readonly layout: string;
  /** Where a policy stands and what it looks like there. */
  readonly edit: string;
  /** How other infrastructure code refers to the roles. */
  readonly use: string;
  /** Shell lines that delete the pipeline of the environment `$ENV`. */
  readonly remove: string;
}

/** One way to keep the definitions. Loaded on demand: `--help` needs ids and titles alone. */
export interface Target {
  readonly id: TargetId;
  readonly title: string;
  readonly load: () => Promise<Renderer>;
}
