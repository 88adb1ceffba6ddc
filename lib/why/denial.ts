import { ACTION_FACTS, spellAction } from '../explain/action-facts.ts';
import type { Message } from './message.ts';

/** The layer of policies that a message blames. */
export type Blame =
  | 'identity'
  | 'resource'
  | 'trust'
  | 'boundary'
  | 'scp'
  | 'rcp'
  | 'session'
  | 'endpoint'
  | 'kms';

/** What a message of IAM says: who may not do what to what, and which layer refuses. */
export interface Denial {
  /** ARN of the session, role or user; absent where the message has none. */
  readonly principal?: string;
  readonly action: string;
  /** Absent where the message has none. */
  readonly resource?: string;
  /** Some policy says Deny. */
  readonly explicit: boolean;
  readonly blame?: Blame;
}

const ARN = String.raw`arn:[\w-]+:[^\s"',)]+`;
const PRINCIPAL = String.raw`(?:(?:User|Principal|Role)?:? ?"?(${ARN}|[\w./-]+\.amazonaws\.com|anonymous|AWS ?Code\w+|Code\w+)"? )?`;
const DENIED = new RegExp(
  // The words before `not` may be cut off.
  String.raw`${PRINCIPAL}(?:(?:is|are) )?not (?:authorized|authorised|allowed|permitted) to perform:? ?(?:the )?"?([A-Za-z][\w-]*:[\w*]*)"?(?: actions?)?(?: on (?:the )?(?:resource|role|following resource)s?:? ?"?(?:role )?([^\s"]+)"?| on "?(${ARN})"?)?`,
  'i',
);
/** Without the service: CodePipeline says `perform AssumeRole on role`. */
const BARE_ASSUME =
  /(?:(\S+) )?is not authorized to (?:perform:? )?(?:sts:)?AssumeRole(?: on)?(?: the)?(?: role)? "?(arn:[\w-]+:iam::[^\s"',)]+)"?/i;
/** The form that some AWS services write: `does not have the action permission`. */
const LACKS = new RegExp(
  String.raw`(?:"?(${ARN})"? )?(?:does not have|lacks|doesn't have|missing)(?: the)?(?: required)? (?:permissions?|action)(?: to perform)?:? "?([a-z][\w-]*:[A-Z]\w+)"?(?: (?:permission )?on(?: resource)?:? ?"?([^\s"]+)"?)?`,
);

/** The reason alone, where what stands before it was cut off. */
const REASON = /because no [\w -]+? allows the ([a-z][\w-]*:\w+) action/i;

/** Reads the sentence that IAM's answer is in nearly every service; undefined where there is none. */
export function denialIn({ text, record }: Message): Denial | undefined {
  const found = sentenceIn(text);
  if (found !== undefined) {
    const principal = found.principal ?? record?.principal;
    return { ...found, ...(principal !== undefined && { principal }) };
  }
  if (record?.refused === undefined || record.action === undefined) return undefined;
  return {
    ...(record.principal !== undefined && { principal: record.principal }),
    action: spellAction(record.action),
    ...(record.resource !== undefined && { resource: record.resource }),
    ...blameIn(text),
  };
}

function sentenceIn(text: string): Denial | undefined {
  const match = DENIED.exec(text);
  if (match !== null) {
    const [whole, principal, written = '', named, bare] = match;
    const action = completed(written, text.endsWith(whole));
    const resource = cleanResource(named ?? bare, action, text.slice(match.index + whole.length));
    return {
      ...(principal?.startsWith('arn:') && { principal }),
      action,
      ...(resource !== undefined && { resource }),
      ...blameIn(text.slice(match.index)),
    };
  }
  const assume = BARE_ASSUME.exec(text);
  if (assume !== null) {
    const [, principal, resource = ''] = assume;
    return {
      ...(principal?.startsWith('arn:') && { principal }),
      action: 'sts:AssumeRole',
      resource: trimmed(resource),
      explicit: false,
      blame: 'trust',
    };
  }
  const lacks = LACKS.exec(text);
  if (lacks === null) return reasonIn(text);
  const [, principal, action = '', resource] = lacks;
  return {
    ...(principal !== undefined && { principal }),
    action: spellAction(action),
    ...(resource?.startsWith('arn:') && { resource: trimmed(resource) }),
    ...blameIn(text.slice(lacks.index)),
  };
}

function reasonIn(text: string): Denial | undefined {
  const [, written] = REASON.exec(text) ?? [];
  if (written === undefined) return undefined;
  const action = spellAction(written);
  const resource = cleanResource(undefined, action, '');
  return { action, ...(resource !== undefined && { resource }), ...blameIn(text) };
}

/** ECS cuts long messages off: the action that alone begins so. */
function completed(action: string, isLast: boolean): string {
  const spelled = spellAction(action);
  if (!isLast || ACTION_FACTS[spelled] !== undefined) return spelled;
  const begun = Object.keys(ACTION_FACTS).filter((one) => one.startsWith(action));
  // ECS itself reads parameters with this one alone.
  if (begun.includes('ssm:GetParameters')) return 'ssm:GetParameters';
  return begun.length === 1 ? (begun[0] ?? spelled) : spelled;
}

/** What takes no ARN is checked on `*`; a resource that is cut off is none. */
function cleanResource(
  resource: string | undefined,
  action: string,
  after: string,
): string | undefined {
  if (TAKES_NONE.has(action)) return '*';
  if (resource === undefined) return undefined;
  const plain = trimmed(resource);
  const isCut = after.trim() === '' && /^arn:/.test(plain) && plain.split(':').length < 6;
  if (isCut || !/^(arn:|\*$|[\w./<>-][\w./:<>-]*$)/.test(plain)) return undefined;
  // The driver asks with an empty stream: what is meant is the group.
  return plain.replace(/:log-stream:$/, '');
}

function trimmed(resource: string): string {
  return resource.replace(/[.,;)\]'"}]+$/, '').replace(/\\+$/, '');
}

const TAKES_NONE: ReadonlySet<string> = new Set([
  'ecr:GetAuthorizationToken',
  'ecr-public:GetAuthorizationToken',
  'sts:GetServiceBearerToken',
  'logs:DescribeLogGroups',
  ...['Create', 'Open'].flatMap((verb) =>
    ['Control', 'Data'].map((kind) => `ssmmessages:${verb}${kind}Channel`),
  ),
]);

const BLAMES: readonly (readonly [RegExp, Blame])[] = [
  [/service control polic(y|ies)/i, 'scp'],
  [/resource control polic(y|ies)/i, 'rcp'],
  [/permissions? boundar(y|ies)/i, 'boundary'],
  [/session polic(y|ies)/i, 'session'],
  [/VPC endpoint polic(y|ies)/i, 'endpoint'],
  [/role trust policy|trust polic(y|ies)/i, 'trust'],
  [/resource-based polic(y|ies)/i, 'resource'],
  [/identity-based polic(y|ies)/i, 'identity'],
];

/** The layer that the message blames, and whether it denies or only does not allow. */
function blameIn(text: string): Pick<Denial, 'explicit' | 'blame'> {
  const explicit = /explicit deny|explicitly denied|explicitDeny"?: ?true/i.test(text);
  // IAM names the layer after `because no …` or `explicit deny in …`, once.
  const reason =
    /(?:because no|because the|explicit deny in an?|explicitly denied (?:in|by) an?) ([\w -]+)/i.exec(
      text,
    )?.[1] ?? '';
  const blame = BLAMES.find(([words]) => words.test(reason))?.[1];
  return { explicit, ...(blame && { blame }) };
}
