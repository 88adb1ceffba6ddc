import type { Definition } from '../iam/definition.ts';
import type { Environment, ModelRole } from '../iam/model.ts';
import type { Service } from '../service/types.ts';
import type { TargetId } from './ids.ts';
import type { StatementPlace } from './read-roles.ts';
import type { SourceFile } from './source.ts';

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
  /**
   * Paths of the files that this one is made from. It is never a conflict: where one of them stays
   * as the user edited it, this file stays too.
   */
  readonly derivedFrom?: readonly string[];
  /** With `derivedFrom`: the user may edit it too, and then it is a conflict. */
  readonly editable?: true;
  /** The contents are a marked block of a file that the user has lines in too; it alone is replaced. */
  readonly block?: true;
  /** Belongs at the top of the git repository that the folder lies in; `path` is the path there. */
  readonly atTop?: true;
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
  /** What the README and docs/roles.md say about this target. */
  readonly readme: (service: Service) => TargetReadme;
  /**
   * Reads the definition of an environment back from its files, which may have been edited.
   *
   * @throws UserError that names file, line where there is one, and what to do.
   */
  readonly read: (request: ReadRequest) => Promise<ReadDefinition>;
}

/** What an environment's definition is read from. */
export interface ReadRequest {
  /** The repo's folder. */
  readonly root: string;
  /** The definition files of the repo, sorted by path. */
  readonly files: readonly SourceFile[];
  /** For names and known values; the files are never compared with it. */
  readonly service: Service;
  readonly environment: Environment;
  /** A synthesised template or a plan as JSON, to read in place of the files. */
  readonly given?: SourceFile;
}

/** A definition, and where its statements stand. */
export interface ReadDefinition {
  readonly definition: Definition;
  readonly places: readonly StatementPlace[];
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
