/** A `name` and where its value comes from. */
export interface Reference {
  readonly name: string;
  readonly valueFrom: string;
  readonly path: Path;
}

/** A reference, and the variable that the answers name it by. */
export interface Variable {
  readonly reference: Reference;
  readonly variable: string;
}

/** Where a value stands in the file. */
export type Path = readonly string[];

/** A text and where it stands. */
export interface Text {
  readonly text: string;
  readonly path: Path;
}

export type Options = Readonly<Record<string, string>>;

/** What is read of a container. */
export interface Container {
  readonly name: string;
  readonly image: Text;
  readonly essential: boolean;
  readonly hasPort: boolean;
  readonly secrets: readonly Reference[];
  /** Of the log driver. */
  readonly secretOptions: readonly Reference[];
  readonly credentials?: Text;
  readonly environmentFiles: readonly Text[];
  readonly log?: { readonly driver: string; readonly options: Options; readonly path: Path };
  readonly firelens?: { readonly type: string; readonly options: Options; readonly path: Path };
  readonly mounts: readonly { readonly volume: string; readonly readOnly: boolean }[];
  readonly hasInit: boolean;
  /** Of gMSA: the ARN behind `credentialspec:` or `credentialspecdomainless:`. */
  readonly credentialSpecs: readonly Text[];
  readonly path: Path;
}

/** A volume on FSx for Windows File Server, and what it logs in with. */
export interface FsxVolume {
  readonly name: string;
  readonly credentials?: Text;
}

/** A volume on EFS. */
export interface EfsVolume {
  readonly name: string;
  readonly fileSystemId: string;
  readonly accessPointId?: string;
  readonly usesIam: boolean;
  readonly path: Path;
}

/** A task definition, read and checked. */
export interface TaskDefinition {
  /** The file, as messages show it. */
  readonly file: string;
  /** `FILE:LINE:COLUMN` of a path. */
  readonly at: (path: Path) => string;
  /** The environment that was written before the file. */
  readonly environment?: string;
  /** The file is a list of containers and says nothing else. */
  readonly isList: boolean;
  /** What can be registered, with `<account>` and so on in the places of a template. */
  readonly definition: Readonly<Record<string, unknown>>;
  readonly containers: readonly Container[];
  readonly main: Container;
  readonly efsVolumes: readonly EfsVolume[];
  readonly fsxVolumes: readonly FsxVolume[];
  readonly family?: string;
  readonly launchTypes: readonly string[];
  readonly isWindows: boolean;
  readonly executionRoleArn?: string;
  readonly taskRoleArn?: string;
  /** Of the registered revision. */
  readonly taskDefinitionArn?: string;
}
