import type { DefinedResourcePolicy, DefinedShared } from '../../iam/definition.ts';
import type { JsonDocument } from '../../iam/document.ts';
import { listOf, recordOf } from '../../iam/equality.ts';
import type { Environment, ResourcePolicyKind } from '../../iam/model.ts';
import { sharedSids } from '../../iam/shared-sids.ts';
import { substitute, type TemplateString, template } from '../../iam/template-string.ts';
import { type Source, unreadable } from '../source.ts';

/** Whose part of the shared files is read. */
export interface SharedReading {
  readonly environment: Environment;
  /** Those that have statements in the same files. */
  readonly others: readonly Environment[];
  /** The repository that this environment uses. */
  readonly repository: string | undefined;
}

type ReadShared = Pick<DefinedShared, 'repository' | 'resourcePolicies'>;

/** The members that hold a thing's name and its policy. */
const KINDS: Readonly<
  Record<ResourcePolicyKind, { readonly name: string; readonly policy: string }>
> = {
  'ecr-repository': { name: 'RepositoryName', policy: 'RepositoryPolicyText' },
  logs: { name: 'PolicyName', policy: 'PolicyDocument' },
  'logs-destination': { name: 'DestinationName', policy: 'DestinationPolicy' },
};

const SETTINGS = ['ImageTagMutability', 'ImageScanningConfiguration', 'LifecyclePolicyText'];

interface Thing {
  readonly kind: ResourcePolicyKind;
  readonly owner: TemplateString;
  readonly document: JsonDocument | undefined;
}

/**
 * Reads what an environment has in the shared files: the repository, and of each policy the
 * statements that are not another environment's by their Sid.
 *
 * @throws UserError `UnreadableDefinition`, with file and line.
 */
export function readSharedFiles(files: readonly Source[], reading: SharedReading): ReadShared {
  const things = files.map(readThing).filter((thing) => isFor(thing, reading));
  const repository = things.find(({ kind }) => kind === 'ecr-repository')?.owner;
  const kinds = Object.keys(KINDS);
  const policies = things.flatMap((thing) => policyOf(thing, reading));
  return {
    ...(repository && { repository }),
    resourcePolicies: policies.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)),
  };
}

/** Environments of one account may have repositories of their own. */
function isFor({ kind, owner }: Thing, { repository, others }: SharedReading): boolean {
  if (kind !== 'ecr-repository' || repository === undefined) return true;
  return owner === repository || !others.some(({ values }) => values.repository === owner);
}

function readThing(source: Source): Thing {
  const file = recordOf(source.root);
  const [kind] = (Object.keys(KINDS) as ResourcePolicyKind[]).filter(
    (one) => file[KINDS[one].name] !== undefined,
  );
  if (kind === undefined) {
    const names = Object.values(KINDS).map(({ name }) => name);
    throw unreadable(source, file, [
      'The file defines nothing that environments share.',
      `Give it one of ${names.join(', ')}.`,
    ]);
  }
  const { name, policy } = KINDS[kind];
  const known = [name, policy, ...(kind === 'ecr-repository' ? SETTINGS : [])];
  const unknown = Object.keys(file).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw unreadable(source, file, [
      `${unknown} is no property beside ${name}.`,
      `Use one of ${known.join(', ')}.`,
    ]);
  }
  const { [name]: owner, [policy]: document } = file;
  if (typeof owner !== 'string') {
    throw unreadable(source, file, [`${name} is no text.`, 'Write it in double quotes.']);
  }
  if (!isDocumentOrAbsent(document)) {
    throw unreadable(source, file, [`${policy} is no policy.`, 'Write a policy document.']);
  }
  return { kind, owner: template(owner), document };
}

function isDocumentOrAbsent(value: unknown): value is JsonDocument | undefined {
  return (
    value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value))
  );
}

function policyOf(
  { kind, owner, document }: Thing,
  { others }: SharedReading,
): readonly DefinedResourcePolicy[] {
  if (document === undefined) return [];
  const theirs = new Set(
    others.flatMap(({ values }) => sharedSids(kind).map((sid) => substitute(sid, values))),
  );
  const statements = listOf(document.Statement).filter(
    (statement) => !theirs.has(template(String(recordOf(statement).Sid))),
  );
  if (statements.length === 0) return [];
  return [{ kind, owner, document: { ...document, Statement: statements } }];
}
