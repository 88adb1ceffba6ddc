import type { CanDocuments, CanRole, SourcedPolicy, StatementSource } from '../can/documents.ts';
import { listOf } from '../evaluate/lists.ts';
import type { Model, ModelRole } from '../iam/model.ts';
import type { PlaceholderValues } from '../iam/placeholders.ts';
import { substitute, template } from '../iam/template-string.ts';
import type { StatementPlace } from '../targets/read-roles.ts';

/** What is known of the statements of a repo besides what they say. */
export interface KnownSources {
  readonly model: Pick<Model, 'roles' | 'resourcePolicies'>;
  readonly values: PlaceholderValues;
  /** Where the target's reader found them; empty where it did not read. */
  readonly places: readonly StatementPlace[];
  /** Paths below `iam/`. */
  readonly files: readonly string[];
  readonly textOf: (path: string) => string;
}

/** Adds to each statement its reason from the catalogue, and its file and line. */
export function withSources(documents: CanDocuments, known: KnownSources): CanDocuments {
  const policyWhys = new Map(
    known.model.resourcePolicies.map(({ owner, statements }) => [
      substitute(owner, known.values) as string,
      whysOf(statements, known.values),
    ]),
  );
  return {
    ...documents,
    roles: documents.roles.map((role) => roleWithSources(role, known)),
    resources: documents.resources.map(({ arn, policies }) => ({
      arn,
      policies: policies.map((policy) =>
        sourced(policy, { whys: policyWhys.get(policy.name), places: [] }),
      ),
    })),
  };
}

function roleWithSources(role: CanRole, known: KnownSources): CanRole {
  const { model, values, places, files, textOf } = known;
  const entry = model.roles.find(({ id }) => id === role.id);
  const own = places.filter((place) => place.role === role.name);
  const path = fileOf(role, files);
  const file = path === undefined ? undefined : { path, lines: textOf(path).split('\n') };
  const whys = entry === undefined ? undefined : policyWhys(entry, values);
  const source = (policy: SourcedPolicy, name: string | undefined) =>
    sourced(policy, {
      whys: name === undefined ? undefined : whys?.get(name),
      places: own.filter((place) => place.policy === name),
      file,
    });
  return {
    ...role,
    identity: role.identity.map((policy) => source(policy, policy.name)),
    ...(role.trust && { trust: source(role.trust, undefined) }),
  };
}

/** Sid → reason. */
type Whys = ReadonlyMap<string, string>;

function policyWhys(
  { inlinePolicies, managedPolicies }: ModelRole,
  values: PlaceholderValues,
): ReadonlyMap<string, Whys> {
  return new Map([
    ...inlinePolicies.map(({ name, statements }) => [name, whysOf(statements, values)] as const),
    ...managedPolicies.map(
      ({ name, statements }) =>
        [substitute(name, values) as string, whysOf(statements, values)] as const,
    ),
  ]);
}

function whysOf(
  statements: readonly { readonly sid: string; readonly why: string }[],
  values: PlaceholderValues,
): Whys {
  return new Map(
    statements.map(({ sid, why }) => [substitute(template(sid), values), why] as const),
  );
}

interface Sourcing {
  readonly whys: Whys | undefined;
  readonly places: readonly StatementPlace[];
  /** Where the places are not known. */
  readonly file?: { readonly path: string; readonly lines: readonly string[] } | undefined;
}

function sourced(policy: SourcedPolicy, { whys, places, file }: Sourcing): SourcedPolicy {
  const statements = listOf(policy.policy.Statement).map(({ Sid }, index): StatementSource => {
    const place = places.find(({ statement }) => statement === index);
    const why = Sid === undefined ? undefined : whys?.get(Sid);
    const path = place?.path ?? file?.path;
    const line = place?.line ?? lineOfSid(file?.lines ?? [], Sid);
    return {
      ...(why !== undefined && { why }),
      ...(path !== undefined && { file: path }),
      ...(line !== undefined && { line }),
    };
  });
  return { ...policy, statements };
}

/** The only line that holds a Sid in quotes; from 1. */
function lineOfSid(lines: readonly string[], sid: string | undefined): number | undefined {
  const found = lines.flatMap((line, index) =>
    line.includes(`'${sid}'`) || line.includes(`"${sid}"`) ? [index + 1] : [],
  );
  return found.length === 1 ? found[0] : undefined;
}

/** The file that is named after a role, else the one template of all; each target has one or the other. */
function fileOf({ id }: CanRole, files: readonly string[]): string | undefined {
  if (id === undefined) return undefined;
  const named = new RegExp(`(^|/)(role[_-])?${id.replaceAll('-', '[_-]')}\\.(tf|ts|json)$`);
  return (
    files.find((path) => named.test(path)) ?? files.find((path) => path === 'iam/template.yaml')
  );
}
