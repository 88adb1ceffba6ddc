import { isRoleId, type RoleId, roleById } from '../../roles/registry.ts';
import { askerOf, roleNameIn } from '../asker.ts';
import type { Asker } from '../diagnosis.ts';
import { arnHere, askerIn, type Form, type Found, type Reading, steps } from '../form.ts';

/** Roles that cannot be assumed: the trust policy decides, and no permission of the caller mends it. */
export const TRUST_FORMS: readonly Form[] = [
  {
    id: 'web-identity',
    pattern:
      /Not authorized to perform:? ?sts:AssumeRoleWithWebIdentity|Incorrect token audience|AssumeRoleWithWebIdentity.*(?:AccessDenied|not authorized)/i,
    read: (_, { denial, message: { text } }) => ({
      kind: 'trust',
      role: 'github-oidc-deploy',
      action: 'sts:AssumeRoleWithWebIdentity',
      resource:
        denial?.resource ?? /arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+/.exec(text)?.[0] ?? null,
      meaning: 'No statement of the trust policy of the role matches the token that the job shows.',
      steps: steps(
        'With environment: on the job, sub is repo:OWNER/REPO:environment:NAME and no longer …:ref:refs/heads/BRANCH; a pull request sends …:pull_request.',
        [
          'See what the job sends, in a step of the job:',
          'curl -sH "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" | jq -r .value | cut -d. -f2 | tr _- /+ | base64 -d 2>/dev/null | jq "{sub,aud}"',
        ],
        'Make token.actions.githubusercontent.com:sub equal to that, and :aud sts.amazonaws.com; no permission policy can mend it.',
        'A repository that was created, renamed or transferred since 15 July 2026 sends its IDs in sub: repo:OWNER@ID/REPO@ID:….',
      ),
    }),
  },
  {
    id: 'ecs-cannot-assume',
    pattern:
      /ECS was unable to assume (?:the )?(?:infrastructure |task |execution )?role ['"]?(arn:[^\s'"]+)/i,
    read: ([, arn = ''], reading) => {
      const role = askerOf({ principal: arn, text: '' }, reading.names);
      const known = role === 'operator' ? 'task' : role;
      const service = serviceOf(known) ?? 'ecs-tasks.amazonaws.com';
      const { account } = placeOf(arn, reading);
      return assumed(arn, known, {
        meaning: `The role is missing, was made seconds ago, or its trust policy does not let ${service} in.`,
        ways: [
          `Trust ${service} for sts:AssumeRole${service.startsWith('ecs-tasks') ? ` with aws:SourceAccount ${account} and aws:SourceArn arn:${reading.partition}:ecs:${reading.region}:${account}:* , in the Region where the service runs (ecs.amazonaws.com is the wrong principal)` : ''}.`,
        ],
      });
    },
  },
  {
    id: 'codebuild-cannot-assume',
    pattern:
      /CodeBuild is not authorized to perform:? ?sts:AssumeRole on (?:service role )?"?(arn:[^\s"',)]+)/i,
    read: ([, arn = ''], reading) => {
      const { account } = placeOf(arn, reading);
      const role = askerOf({ principal: arn, text: '' }, reading.names);
      return assumed(arn.replace(/\.$/, ''), role === 'operator' ? 'codebuild' : role, {
        meaning:
          'The role does not exist, was made seconds ago, or its trust policy does not admit codebuild.amazonaws.com for this project.',
        ways: [
          `Trust codebuild.amazonaws.com with aws:SourceAccount ${account} and aws:SourceArn arn:${reading.partition}:codebuild:${reading.region}:${account}:project/PROJECT (the real name of the project), and try again.`,
          "The caller's own policies are not at fault.",
        ],
      });
    },
  },
  {
    id: 'service-cannot-assume',
    pattern:
      /(?:cannot be assumed by|authorized to assume the provided role|must allow .* to assume the role|does not have the permissions required to assume the role|not authorized to assume (?:the )?(?:provided )?role|unable to assume (?:the )?role|can(?:not|'t) assume (?:the )?(?:provided )?role|is not authorized to perform:? ?(?:sts:)?AssumeRole on (?:the )?role)/i,
    read: (_, reading) => {
      const { text } = reading.message;
      if (reading.denial?.principal !== undefined) return undefined;
      const arn = /arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+/.exec(text)?.[0]?.replace(/\.$/, '');
      const ofName =
        arn === undefined ? undefined : askerOf({ principal: arn, text: '' }, reading.names);
      const role =
        ofName === undefined || ofName === 'operator'
          ? (ofService(text) ?? askerIn(reading))
          : ofName;
      const service = serviceOf(role) ?? serviceIn(text);
      return assumed(arn, role, {
        meaning: `The role is missing, was made seconds ago, or its trust policy does not let ${service ?? 'the caller'} in.`,
        ways: [
          `Trust ${service ?? 'the service'} for sts:AssumeRole, with the conditions that it sends and no others; ecs-iam explain aws:SourceArn says which.`,
        ],
      });
    },
  },
];

/** A role that was assumed in vain. */
function assumed(
  arn: string | undefined,
  role: Asker,
  { meaning, ways }: { readonly meaning: string; readonly ways: readonly string[] },
): Found {
  const name = roleNameIn(arn);
  return {
    kind: 'trust',
    role,
    ...(name !== undefined && { roleName: name }),
    action: 'sts:AssumeRole',
    resource: arn ?? null,
    meaning,
    steps: steps(
      [
        'See whether it exists, and whom it trusts:',
        `aws iam get-role --role-name ${name ?? 'ROLE'} --query Role.AssumeRolePolicyDocument`,
      ],
      ...ways,
      'A role that is seconds old: try again after half a minute.',
    ),
  };
}

function placeOf(arn: string, { account }: Reading): { readonly account: string } {
  return { account: /:iam::(\d{12}):/.exec(arn)?.[1] ?? account };
}

/** The service that the catalogue's role trusts. */
function serviceOf(role: Asker): string | undefined {
  if (!isRoleId(role)) return undefined;
  const [statement] = roleById(role).trust;
  return statement?.principal.kind === 'service' ? statement.principal.service : undefined;
}

function serviceIn(text: string): string | undefined {
  return /\b([a-z-]+\.amazonaws\.com)\b/.exec(text)?.[1];
}

const OF_SERVICE: readonly (readonly [RegExp, RoleId])[] = [
  [/ECS service role|targetGroupArn/, 'service'],
  [/EventBridge Scheduler|scheduler\.amazonaws\.com/i, 'scheduled-task-scheduler'],
  [/events\.amazonaws\.com|EventBridge/i, 'scheduled-task-events'],
  [/states\.amazonaws\.com|Step Functions/i, 'task-runner'],
  [/CodeDeploy/i, 'codedeploy'],
  [/CodePipeline/i, 'codepipeline'],
  [/CodeBuild/i, 'codebuild'],
  [/ecs-tasks\.amazonaws\.com/i, 'task'],
];

function ofService(text: string): RoleId | undefined {
  return OF_SERVICE.find(([form]) => form.test(text))?.[1];
}

/** Who assumes a role of this account, or of another one: IAM's own sentence about it. */
export function assumeRoleDenied(reading: Reading): Found | undefined {
  const { denial } = reading;
  if (denial === undefined || !/^sts:(AssumeRole|TagSession|SetSourceIdentity)/.test(denial.action))
    return undefined;
  if (
    denial.explicit ||
    ['scp', 'rcp', 'boundary', 'session', 'identity'].includes(denial.blame ?? '')
  )
    return undefined;
  const { resource, principal, action } = denial;
  const target =
    resource === undefined ? 'operator' : askerOf({ principal: resource, text: '' }, reading.names);
  const sender = principal === undefined ? 'none' : askerIn(reading);
  const role = target === 'operator' ? sender : target;
  const name = roleNameIn(resource);
  const extra = action === 'sts:TagSession' ? ' and sts:TagSession' : '';
  return {
    kind: 'trust',
    role,
    ...(name !== undefined && { roleName: name }),
    action,
    resource: resource ?? null,
    meaning: `${principal ?? 'The caller'} is not let in: the trust policy of the role, its own policies, or both do not allow ${action}.`,
    steps: steps(
      [
        'See whom the role trusts:',
        `aws iam get-role --role-name ${name ?? 'ROLE'} --query Role.AssumeRolePolicyDocument`,
      ],
      `Both sides have to allow it: the trust policy names the caller (sts:AssumeRole${extra}), and in another account the caller's own policy names the role.`,
      `The caller: ${principal ?? arnHere(reading, 'iam', 'role/CALLER')}.`,
    ),
  };
}
