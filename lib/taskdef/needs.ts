import type { EnvFile, NamedResource } from '../answers/types.ts';
import { credentialFiles, credentialVariables } from './credentials.ts';
import { withEnvironment } from './environments.ts';
import { type FirelensNeed, firelensNeeds } from './firelens.ts';
import { originOf } from './images.ts';
import { type LogGroup, logGroupsOf, ownLogGroup } from './logs.ts';
import type { Place } from './own-place.ts';
import { readCredentials, readValueFrom, refuseAmbiguous, type Target } from './references.ts';
import { configFile, objectOf } from './s3-files.ts';
import { unknownPlaces } from './tokens.ts';
import type { Container, EfsVolume, Reference, TaskDefinition, Variable } from './types.ts';

/** What the roles of a task definition need; account and Region are absent where they are the own ones. */
export interface Needs {
  readonly secrets: readonly NamedResource[];
  readonly parameters: readonly NamedResource[];
  readonly registrySecrets: readonly Target[];
  readonly envFiles: readonly EnvFile[];
  readonly configFiles: readonly EnvFile[];
  /** Of the main container's image, where it is an own one. */
  readonly repository?: string;
  readonly otherRepositories: readonly (Place & { readonly repository: string })[];
  readonly logGroup?: LogGroup;
  readonly otherLogGroups: readonly LogGroup[];
  readonly exec: boolean;
  /** A volume is on FSx for Windows File Server. */
  readonly mountsFsx: boolean;
  readonly efs: readonly (EfsVolume & { readonly isWritten: boolean })[];
  readonly firelens: readonly FirelensNeed[];
  /** Texts that hold a place whose value is not known, and so grant nothing. */
  readonly unknown: readonly string[];
}

/** One task definition with what follows from it. */
export interface Part {
  readonly definition: TaskDefinition;
  /** The environment that it is of; undefined: all alike. */
  readonly of: string | undefined;
  readonly place: Place;
  readonly needs: Needs;
}

/** Derives what the roles need. @throws UserError `BadTaskDefinition`. */
export function needsOf(
  definition: TaskDefinition,
  environment: string | undefined,
  own: Place,
): Needs {
  const { containers, main } = definition;
  const ordered = [main, ...containers.filter((one) => one !== main)];
  const credentials = ordered.flatMap(({ name, credentials: one }) =>
    one === undefined ? [] : [{ name, valueFrom: one.text, path: one.path }],
  );
  const ofVolumes = credentialVariables(definition);
  const all = ordered.flatMap((one) => [...one.secrets, ...one.secretOptions]);
  refuseAmbiguous(
    [...all, ...credentials, ...ofVolumes.map(({ reference }) => reference)],
    definition,
  );
  const name = (text: string) => withEnvironment(text, environment);
  const variables = [
    ...ordered.flatMap((container) => referencesOf(container, container === main)),
    ...ofVolumes,
  ];
  const targets = variables.map(({ reference, variable }) => {
    const target = atHome(own, readValueFrom(reference, definition));
    return { target: { ...target, name: name(target.name) }, variable };
  });
  const images = ordered.map(({ image }) => image.text);
  const [ofMain, ...others] = images.map((one) => atHome(own, originOf(one)));
  const repositories = [ofMain, ...others].flatMap((one) =>
    one?.kind === 'ecr' && one.repository !== undefined
      ? [{ ...place(one), repository: name(one.repository) }]
      : [],
  );
  const isOwn = ofMain?.kind === 'ecr' && ofMain.repository !== undefined && isHere(ofMain);
  const repository = isOwn ? repositories[0]?.repository : undefined;
  const groups = logGroupsOf(definition, own).map((one) => ({ ...one, name: name(one.name) }));
  const logGroup = ownLogGroup(groups, main);
  return {
    secrets: unique(named(targets, 'secret')),
    parameters: unique(named(targets, 'parameter')),
    registrySecrets: credentials
      .map((one) => atHome(own, readCredentials(one, definition)))
      .filter(({ kind }) => kind === 'secret')
      .map((one) => ({ ...one, name: name(one.name) })),
    envFiles: containers
      .flatMap((one) => one.environmentFiles)
      .filter(({ text }) => isKnown(text))
      .map((one) => objectOf(one, definition, name)),
    configFiles: [
      ...containers.flatMap((one) => configFile(one, definition, name)),
      ...credentialFiles(definition).map((one) => objectOf(one, definition, name)),
    ],
    ...(repository !== undefined && { repository }),
    otherRepositories: unique(
      repositories.filter((one) => !(isHere(one) && one.repository === repository)),
    ),
    ...(logGroup !== undefined && { logGroup }),
    otherLogGroups: groups.filter((one) => one !== logGroup && isKnown(one.name)),
    mountsFsx: definition.fsxVolumes.length > 0,
    exec: containers.some(({ hasInit }) => hasInit),
    efs: definition.efsVolumes
      .filter((one) => one.usesIam && isKnown(volumeText(one)))
      .map((volume) => ({
        ...volume,
        isWritten: containers.some(({ mounts }) =>
          mounts.some((one) => one.volume === volume.name && !one.readOnly),
        ),
      })),
    firelens: firelensNeeds(containers, own).map((one) => ({ ...one, name: name(one.name) })),
    unknown: [
      ...targets.filter(({ target }) => target.kind === 'unknown').map(({ target }) => target.name),
      ...unknownTexts(
        definition,
        credentials.map(({ valueFrom }) => valueFrom),
      ),
    ],
  };
}

function isKnown(text: string): boolean {
  return unknownPlaces(text).length === 0;
}

function volumeText({ fileSystemId, accessPointId = '' }: EfsVolume): string {
  return `${fileSystemId} ${accessPointId}`;
}

/** Texts with a place whose value is not known, of what rights would name. */
function unknownTexts(
  { containers, efsVolumes, main }: TaskDefinition,
  credentials: readonly string[],
): readonly string[] {
  const others = containers.filter((one) => one !== main);
  const texts = [
    ...credentials,
    ...containers.flatMap((one) => one.environmentFiles.map(({ text }) => text)),
    ...containers.flatMap(({ log }) => log?.options['awslogs-group'] ?? []),
    ...others.map(({ image }) => image.text.replace(/:[^/]*$/, '')),
    ...efsVolumes.filter(({ usesIam }) => usesIam).map(volumeText),
  ];
  return texts.filter((text) => !isKnown(text));
}

function isHere({ account, region }: Place): boolean {
  return account === undefined && region === undefined;
}

function place({ account, region }: Place): Place {
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}

/** Without the account and the Region that are the own ones. */
function atHome<Where extends Place>(own: Place, where: Where): Omit<Where, keyof Place> & Place {
  const { account, region, ...rest } = where;
  return {
    ...rest,
    ...(account !== own.account && account !== undefined && { account }),
    ...(region !== own.region && region !== undefined && { region }),
  };
}

/** Secrets of another container and options of a log driver get a variable of their own: none is alike. */
function referencesOf(container: Container, isMain: boolean): readonly Variable[] {
  const own = (reference: Reference): Variable => ({ reference, variable: reference.name });
  const prefixed = (reference: Reference): Variable => ({
    reference,
    variable: `${container.name}_${reference.name}`.toUpperCase(),
  });
  return [
    ...container.secrets.map(isMain ? own : prefixed),
    ...container.secretOptions.map(prefixed),
  ];
}

/** Each variable of the main container, and what the others add to what is read. */
function named(
  targets: readonly { readonly target: Target; readonly variable: string }[],
  kind: Target['kind'],
): readonly NamedResource[] {
  return targets
    .filter(({ target }) => target.kind === kind)
    .map(({ target: { kind: _, ...rest }, variable }) => ({
      ...rest,
      variable: variable.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_'),
    }));
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
