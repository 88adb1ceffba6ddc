import type { CommandLine, Flag } from '../answers/command-line.ts';
import { LAST_FLAGS, plainFlag, valueFlag } from '../answers/flag-forms.ts';
import { throwFaults, UserError } from '../errors.ts';

/** The flags of `can`. */
export const CAN_FLAGS: readonly Flag[] = [
  valueFlag('role', 'ROLE', 'Id or name of a role; or the ARN or service that would do it.'),
  valueFlag('environment', 'NAME', 'The environment of the repo (else its first).'),
  { ...valueFlag('context', 'KEY=VALUE', 'A condition key of the request.'), repeatable: true },
  plainFlag('who', 'Lists every role that can do it.'),
  plainFlag('list', 'Lists everything that the role can do, by service.'),
  { ...valueFlag('policy', 'FILE', 'A policy of your own, in place of a repo.'), repeatable: true },
  { ...valueFlag('resource-policy', 'FILE', "The resource's policy."), repeatable: true },
  valueFlag('boundary', 'FILE', 'The permissions boundary of the role.'),
  { ...valueFlag('scp', 'FILE', 'A service control policy of the account.'), repeatable: true },
  valueFlag('trust', 'FILE', 'The trust policy of the role.'),
  valueFlag(
    'definition',
    'FILE',
    'A synthesised template or a plan as JSON, read in place of iam/.',
  ),
  plainFlag('json', 'Prints one JSON document.'),
  ...LAST_FLAGS,
];

/** The flags that name a document of somebody's own. */
const DOCUMENT_FLAGS = ['policy', 'resource-policy', 'boundary', 'scp', 'trust'] as const;

/** A flag that names such a document. */
export type DocumentFlag = (typeof DOCUMENT_FLAGS)[number];

/** What is asked: about one principal, about every role, or for all rights of a role. */
export type Question =
  | { readonly kind: 'can' | 'who'; readonly action: string; readonly resource?: string }
  | { readonly kind: 'list' };

/** The words and flags of `can` as values. */
export interface CanOptions {
  readonly question: Question;
  readonly role: string | undefined;
  readonly environment: string | undefined;
  /** Condition key → values; a key that is given again has several. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Paths by flag. */
  readonly documents: Readonly<Record<DocumentFlag, readonly string[]>>;
  /** True when some document is given. */
  readonly hasOwn: boolean;
  readonly definition: string | undefined;
  readonly json: boolean;
}

/**
 * Reads the words and the flags.
 *
 * @throws UserError the faults of the line; `QuestionMissing`, `GivenTwice`, `BadFlag`.
 */
export function canOptions({ flags, positionals, faults }: CommandLine): CanOptions {
  throwFaults(faults);
  const text = (name: string) => flags[name]?.at(-1);
  const isSet = (name: string) => flags[name] !== undefined;
  const paths = (name: DocumentFlag) => flags[name] ?? [];
  const hasOwn = DOCUMENT_FLAGS.some(isSet);
  if (hasOwn) forbid(['environment', 'definition'].filter(isSet), 'documents of your own');
  if (isSet('who')) forbid(['role', 'list'].filter(isSet), '--who, which asks for every role');
  return {
    question: questionOf(positionals, isSet),
    role: text('role'),
    environment: text('environment'),
    context: contextOf(flags.context ?? []),
    documents: {
      policy: paths('policy'),
      'resource-policy': paths('resource-policy'),
      boundary: paths('boundary'),
      scp: paths('scp'),
      trust: paths('trust'),
    },
    hasOwn,
    definition: text('definition'),
    json: isSet('json'),
  };
}

function forbid([name]: readonly string[], beside: string): void {
  if (name === undefined) return;
  throw new UserError('BadFlag', `--${name} does not go with ${beside}.`, `Leave --${name} out.`);
}

function questionOf(
  [action, resource]: readonly string[],
  isSet: (name: string) => boolean,
): Question {
  if (isSet('list')) {
    if (action === undefined) return { kind: 'list' };
    const hint = 'Leave the action out, or leave --list out.';
    throw new UserError(
      'BadFlag',
      '--list takes no action: it lists all that a role can do.',
      hint,
    );
  }
  if (action === undefined) {
    throw new UserError(
      'QuestionMissing',
      'No action is named.',
      'Write ecs-iam can ACTION [RESOURCE], as in ecs-iam can s3:GetObject; or ecs-iam can --list.',
    );
  }
  const kind = isSet('who') ? 'who' : 'can';
  return { kind, action, ...(resource !== undefined && { resource }) };
}

function contextOf(entries: readonly string[]): CanOptions['context'] {
  const found = new Map<string, { readonly key: string; readonly values: readonly string[] }>();
  for (const entry of entries) {
    const equals = entry.indexOf('=');
    if (equals < 1) {
      const hint = 'As in --context aws:RequestedRegion=eu-west-1.';
      throw new UserError('BadFlag', `--context: '${entry}' is not KEY=VALUE.`, hint);
    }
    const key = entry.slice(0, equals);
    // Condition keys are the same in whatever case.
    const before = found.get(key.toLowerCase());
    const values = [...(before?.values ?? []), entry.slice(equals + 1)];
    found.set(key.toLowerCase(), { key: before?.key ?? key, values });
  }
  return Object.fromEntries(
    [...found.values()].map(({ key, values: [first = '', ...more] }) => [
      key,
      more.length === 0 ? first : [first, ...more],
    ]),
  );
}
