import { CATALOGUE } from '../roles/catalogue.ts';
import { isRoleId, type RoleId } from '../roles/registry.ts';
import type { Asker } from './diagnosis.ts';

/** Names of roles in an account, and whose they are: those of a repo. */
export type RoleNames = ReadonlyMap<string, string>;

/** Who sends a request, and what the message says besides. */
export interface Sender {
  /** ARN of a session, role or user. */
  readonly principal?: string;
  readonly action?: string;
  /** The whole message. */
  readonly text: string;
}

/** Whose request it was: by the role's name, else by its session, else by who writes such a message. */
export function askerOf({ principal, action = '', text }: Sender, names: RoleNames): Asker {
  const name = roleNameIn(principal);
  const cut = principal === undefined ? roleOfCutName(text) : undefined;
  if (cut !== undefined) return cut;
  if (name !== undefined) {
    const known = roleOfName(name, names);
    if (known !== undefined) return known;
    if (names.has(name)) return 'own';
  }
  if (PERSON.test(principal ?? '')) return 'operator';
  const session = /:assumed-role\/[^/]+\/(.+)$/.exec(principal ?? '')?.[1] ?? '';
  const ofSession = SESSIONS.find(([form]) => form.test(session))?.[1];
  if (ofSession !== undefined && isTask(ofSession)) return taskOrAgent(action, text);
  if (ofSession !== undefined) return ofSession;
  const ofText = WRITERS.find(([form]) => form.test(text))?.[1];
  if (ofText !== undefined) return ofText;
  return principal === undefined && !/terraform|cloudformation|cdk/i.test(text)
    ? taskOrAgent(action, text)
    : 'operator';
}

function isTask(asker: Asker): boolean {
  return asker === 'task';
}

/** The role of a name: as the repo has it, else as the catalogue names its roles. */
export function roleOfName(name: string, names: RoleNames = new Map()): RoleId | undefined {
  const own = names.get(name);
  if (own !== undefined && isRoleId(own)) return own;
  // The longest pattern first: …-codebuild-deploy-role-… is no …-deploy-role-….
  return PATTERNS.find(([pattern]) => pattern.test(name))?.[1];
}

/** The role of a session whose ARN was cut off in front: what is left of the name says enough. */
function roleOfCutName(text: string): RoleId | undefined {
  const [, name = ''] =
    /([\w+=,.@-]*role-[\w+=,.@-]+)\/[\w+=,.@-]+ is not authorized/.exec(text) ?? [];
  const end = /^.*role-/.exec(name.replace(/^\.+/, ''))?.[0];
  if (end === undefined) return undefined;
  const fitting = CATALOGUE.filter(({ name: pattern }) => {
    const middle = middleOf(pattern);
    return middle.endsWith(end) || end.endsWith(middle);
  });
  const [one, ...others] = fitting.sort((a, b) => b.name.length - a.name.length);
  const isSure = others.length === 0 || end.includes(middleOf(one?.name ?? ''));
  return one !== undefined && isSure && isRoleId(one.id) ? one.id : undefined;
}

function middleOf(pattern: string): string {
  return pattern.replace('<project>', '').replace('<environment>', '');
}

const PATTERNS: readonly (readonly [RegExp, RoleId])[] = CATALOGUE.flatMap(
  ({ id, name }): readonly (readonly [RegExp, RoleId])[] => {
    return isRoleId(id) ? [[new RegExp(`^.+${middleOf(name)}.+$`, 'i'), id]] : [];
  },
).sort(([a], [b]) => b.source.length - a.source.length);

/** The name of a role in the ARN of a role or session; undefined for a user. */
export function roleNameIn(principal: string | undefined): string | undefined {
  const session = /:assumed-role\/([^/\s]+)/.exec(principal ?? '')?.[1];
  return session ?? /:role\/(?:[^\s]*\/)?([^/\s]+)$/.exec(principal ?? '')?.[1];
}

/** A user, or somebody who came in by IAM Identity Center: no service asks as one. */
const PERSON = /:user\/|:root$|:assumed-role\/AWSReservedSSO_/;

/** How services call their sessions. */
const SESSIONS: readonly (readonly [RegExp, Asker])[] = [
  [/^[\da-f]{32}$/, 'task'],
  [/^AWSCodeBuild-/, 'codebuild'],
  [/^\d{13}$/, 'codepipeline'],
  [/^GitHubActions$/, 'github-oidc-deploy'],
  [/^i-[\da-f]{8,17}$/, 'container-instance'],
  [/^mi-[\da-f]{8,17}$/, 'anywhere'],
  [/^ecs-service-scheduler$/, 'service'],
  [/^codedeploy/i, 'codedeploy'],
];

/** Who writes a message without a principal. */
const WRITERS: readonly (readonly [RegExp, Asker])[] = [
  [
    /ResourceInitializationError|CannotPull\w*Error|CannotStart\w*Error|execution resource retrieval/,
    'task-execution',
  ],
  [
    /configure-aws-credentials|amazon-ecs-deploy-task-definition|GitHub Actions|AssumeRoleWithWebIdentity/i,
    'github-oidc-deploy',
  ],
  [
    /AWS CodeBuild|\bCLIENT_ERROR\b|BUILD phase|_BUILD\b|phase context|COMMAND_EXECUTION_ERROR|codebuild\/output/i,
    'codebuild',
  ],
  [
    /service role or action role|action failed|CodePipeline|the provided role does not have/i,
    'codepipeline',
  ],
  [/CodeDeploy/, 'codedeploy'],
  [/scheduler\.amazonaws\.com|EventBridge Scheduler/i, 'scheduled-task-scheduler'],
  [/events\.amazonaws\.com/i, 'scheduled-task-events'],
  [/States\.\w+|ECS\.\w+Exception|states\.amazonaws\.com/, 'task-runner'],
  [
    /Resource handler returned message|(CREATE|UPDATE|DELETE)_FAILED|╷|aws_iam_|with module\.|cdk deploy|stack named|Error: (creating|updating|reading|putting|deleting) /i,
    'operator',
  ],
];

/** Of a task's two roles: what the agent asks before the containers start is the execution role's. */
function taskOrAgent(action: string, text: string): Asker {
  if (
    /ResourceInitializationError|CannotPull\w*Error|CannotStart\w*Error|logger args|env files|registry auth/i.test(
      text,
    )
  ) {
    return 'task-execution';
  }
  return /^ecr:|^ssm:GetParameters$/.test(action) ? 'task-execution' : 'task';
}
