/** What happens to one file, or would. */
export type FileState =
  /** Not there yet. */
  | 'create'
  /** There as we last wrote it, with other contents now. */
  | 'update'
  /** There with these very contents. */
  | 'unchanged'
  /** There with contents that are not ours: edited, or never written by us. */
  | 'conflict'
  /** A conflict that the user decided to leave as it is. */
  | 'skip'
  /** A conflict that the user decided to overwrite. */
  | 'overwrite'
  /** No longer wanted, and there as we last wrote it. */
  | 'remove'
  /** No longer wanted, and edited since: it stays, and is reported. */
  | 'left';

/** One file of the plan, with all that is needed to write, show or report it. */
export interface PlannedFile {
  readonly path: string;
  readonly state: FileState;
  /** Why it is a conflict: half a sentence whose subject is the path. */
  readonly reason?: string;
  /** False where something other than a file is in the way: it is never overwritten. */
  readonly replaceable: boolean;
  /** What is on disk. */
  readonly before?: string;
  /** What shall be on disk; absent for `remove` and `left`. */
  readonly after?: string;
  readonly executable: boolean;
  /** The user's once it stands: no hash is recorded. */
  readonly once?: true;
}

/** Path → sha256 (hex) of the file as we last wrote it. */
export type WrittenFiles = Readonly<Record<string, string>>;

/** Everything that a run would do to a folder, decided before anything is touched. */
export interface WritePlan {
  /** Absolute, links resolved where the folder exists. */
  readonly folder: string;
  /** Sorted by path. */
  readonly files: readonly PlannedFile[];
  readonly written: WrittenFiles;
  /** `.yo-rc.json` as it stands; undefined without one. */
  readonly marker: string | undefined;
}

/** What to do with conflicts when nobody is asked. */
export type OnConflict = 'abort' | 'skip' | 'overwrite';
