import { roleNameIn } from '../asker.ts';
import type { Kind } from '../diagnosis.ts';
import { askerIn, type Form, type Found, NOBODY, type Reading, steps } from '../form.ts';

/** Denials of which only a part was pasted or kept, and those that never say what was asked. */
export const CUT_FORMS: readonly Form[] = [
  {
    id: 'cut-before-the-action',
    pattern:
      /not (?:authorized|authorised|allowed|permitted)(?: to(?: perform:?)?)?(?: [a-z][\w-]*:?)?$/i,
    read: (_, reading) =>
      cut(
        'missing-permission',
        'The message is cut before it names the call; the whole of it does',
        reading,
      ),
  },
  {
    id: 'cut-reason',
    pattern:
      /explicit deny in an? (service control|resource control|permissions boundary|session|VPC endpoint|resource-based|identity-based)/i,
    read: ([, layer = ''], reading) => ({
      ...cut(
        KINDS[layer.toLowerCase()] ?? 'explicit-deny',
        'Only its reason is left; the whole message names the call',
        reading,
      ),
      ...(/-based/.test(layer) ? {} : { role: 'none' as const }),
    }),
  },
  {
    id: 'refused-without-a-call',
    pattern:
      /Access ?Denied(?:Exception)?\b.*(?:status code:? ?403|Status Code: 403)|\bapi error AccessDenied/i,
    read: (_, reading) => cut('missing-permission', 'The message does not name it', reading),
  },
];

const KINDS: Readonly<Record<string, Kind>> = {
  'service control': 'scp',
  'resource control': 'scp',
  'permissions boundary': 'boundary',
  session: 'session-policy',
  'vpc endpoint': 'endpoint-policy',
};

const LAYERS: Readonly<Partial<Record<Kind, string>>> = {
  scp: 'A policy of the organization',
  boundary: 'The permissions boundary of the caller',
  'session-policy': 'The policy that was handed over with the session',
  'endpoint-policy': 'The policy of a VPC endpoint',
  'explicit-deny': 'A statement with Deny',
};

function cut(kind: Kind, what: string, reading: Reading): Found {
  const { text } = reading.message;
  const principal = /arn:[\w-]+:(?:sts|iam)::\d{12}:(?:assumed-role|role|user)\/[^\s"',]+/.exec(
    text,
  )?.[0];
  const known = principal === undefined ? undefined : roleNameIn(principal);
  const denial = { action: '', explicit: false, ...(principal !== undefined && { principal }) };
  const role = askerIn({ ...reading, denial });
  return {
    ...NOBODY,
    kind,
    role,
    ...(known !== undefined && { roleName: known }),
    meaning: `${LAYERS[kind] ?? 'IAM'} refused a call. ${what}.`,
    steps: steps(...WHERE, [
      'What a role of this repo may do at all:',
      `ecs-iam can --list --role ${role === 'none' || role === 'operator' ? 'ROLE' : role}`,
    ]),
  };
}

/** Where the whole of it stands. */
const WHERE: readonly (string | readonly [string, string])[] = [
  [
    'CloudTrail keeps the call, a few minutes later; give the record to ecs-iam why:',
    "aws cloudtrail lookup-events --max-results 50 --query 'Events[].CloudTrailEvent' --output text | tr '\\t' '\\n' | jq -c 'select(.errorCode) | [.eventSource,.eventName,.errorMessage]'",
  ],
  [
    'ECS cuts what it shows in the console; this is longer:',
    "aws ecs describe-tasks --cluster CLUSTER --tasks TASK --query 'tasks[0].[stoppedReason,containers[].reason]'",
  ],
  'Reads and writes of objects, items and messages are not in CloudTrail by default: there the log of the application has the name of the call.',
];
