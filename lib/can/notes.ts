import type { ActionFacts, ResourceType } from '../authorization/actions.ts';
import { sendsKey } from '../authorization/keys.ts';
import { fitOfResource } from '../authorization/resources.ts';
import { listOf } from '../evaluate/lists.ts';
import type { Policies, StatementReference } from '../evaluate/types.ts';
import type { CanAnswer } from './answer.ts';
import type { CanRole } from './documents.ts';

/** What the notes are made from. */
export interface Noted {
  readonly answer: Omit<CanAnswer, 'notes'>;
  readonly action: ActionFacts;
  readonly policies: Policies;
  readonly role?: CanRole;
}

/** Sentences about what is odd in a question, and about documents that are missing for its answer. */
export function notesOn(noted: Noted): readonly string[] {
  return [...resourceNotes(noted), ...keyNotes(noted), ...missingDocuments(noted)];
}

function resourceNotes({ answer: { resource }, action }: Noted): readonly string[] {
  const found = fitOfResource(action, resource);
  switch (found.fit) {
    case 'right':
      return [];
    case 'takes-none':
      return [`${action.action} takes no resource: it is decided on '*'.`];
    case 'unnamed':
      return [
        `${action.action} takes ${oneOf(found.types)}, and no resource is given: only statements on '*' count.`,
      ];
    case 'wrong': {
      const is = found.found === undefined ? 'of another kind' : `of type ${found.found.name}`;
      return [`The resource is ${is}, and ${action.action} takes ${oneOf(found.types)}.`];
    }
  }
}

function oneOf(types: readonly ResourceType[]): string {
  return `a resource of type ${listed(types.map(({ name }) => name))}`;
}

/** Joins alternatives. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** A key that AWS does not send makes a condition fail that looks right. */
function keyNotes({ answer, action, policies }: Noted): readonly string[] {
  const given = Object.keys(answer.context)
    .filter((key) => !sendsKey(action, key))
    .map((key) => `No request for ${action.action} carries the condition key ${key}.`);
  const closest = answer.lacking.flatMap(({ closest }) => closest?.statement ?? []);
  const asked = [...answer.statements, ...closest].flatMap((one) =>
    keysOf(policies, one)
      .filter((key) => !sendsKey(action, key))
      .map(
        (key) =>
          `The statement ${nameOf(one)} asks for the condition key ${key}, which no request for ${action.action} carries.`,
      ),
  );
  return [...new Set([...given, ...asked])];
}

function keysOf(
  policies: Policies,
  { layer, policy, index }: StatementReference,
): readonly string[] {
  if (layer !== 'identity' && layer !== 'resource') return [];
  const source = policies[layer]?.find(({ name }) => name === policy);
  const statement = listOf(source?.policy.Statement)[index];
  return Object.values(statement?.Condition ?? {}).flatMap((keys) => Object.keys(keys));
}

/** A statement in a sentence: its Sid, else its number. */
export function nameOf({ sid, index, policy }: StatementReference): string {
  const name = sid === undefined || sid === '' ? `number ${index + 1}` : `'${sid}'`;
  return `${name} of '${policy}'`;
}

function missingDocuments({ answer, policies, role }: Noted): readonly string[] {
  const { result, principal, resource } = answer;
  if (result === 'explicitDeny') return [];
  const lacking = answer.lacking.map(({ layer }) => layer);
  const notes: string[] = [];
  if (role === undefined && lacking.includes('identity')) {
    notes.push(`The policies of ${principal} are not among the documents.`);
  }
  if (policies.resource === undefined && lacking.includes('resource')) {
    notes.push(`The policy of ${resource} is not among the documents, and it must allow this too.`);
  }
  if (policies.resource === undefined && result === 'allowed' && KEY.test(resource)) {
    notes.push(
      'The key policy is not among the documents: it is taken to enable IAM policies, as the default one does.',
    );
  }
  if (answer.lacking.some(({ layer, closest }) => layer === 'scp' && closest === undefined)) {
    notes.push(
      'AWS attaches the service control policy FullAWSAccess by default; it is not among the documents.',
    );
  }
  const attached = role?.withoutDocument ?? [];
  return [
    ...notes,
    ...attached.map(
      (arn) =>
        `The policy ${arn} is attached, and its document is not at hand: it may change this.`,
    ),
  ];
}

const KEY = /^arn:[^:]*:kms:[^:]*:[^:]*:key\//;
