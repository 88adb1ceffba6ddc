import { ACTION_FACTS } from '../explain/action-facts.ts';
import { shellText } from '../shell.ts';
import { type Step, step } from './diagnosis.ts';

/** The command that adds to the answers of the repo, with everything else as it is. */
export const ADD = 'ecs-iam add';

/** Stands for a value that the message does not have. */
export const OPEN = '…';

const KINDS: Readonly<Record<string, string>> = {
  task: 'task-statement',
  'task-execution': 'execution-statement',
};

/** The command that adds a statement to a role, or the statement itself. */
export function statementFor(role: string, action: string, resource: string | null): Step {
  const kind = KINDS[role];
  if (kind === undefined) return statementByHand(`the role ${role}`, action, resource);
  return step(
    `A statement of your own. ${opensWhat(action, resource)}`,
    `${ADD} ${kind} ${shellText(action)} ${shellText(resource ?? OPEN)}${resource === '*' ? WHY : ''}`,
  );
}

/** Every resource takes a reason. */
const WHY = " --why 'The action takes no narrower resource.'";

function opensWhat(action: string, resource: string | null): string {
  if (resource === null) return `Put the ARN of the resource in place of ${OPEN}:`;
  const does = ACTION_FACTS[action]?.does;
  return `It opens ${does === undefined ? action : `what ${does}`} on this resource alone:`;
}

/** A statement to write into the files of a role. */
export function statementByHand(role: string, action: string, resource: string | null): Step {
  return step(
    `Add this statement to ${role} under iam/, then run ecs-iam lock. ${opensWhat(action, resource)}`,
    statementText(action, resource),
  );
}

/** What `ecs-iam policy` prints, and for whom, by the actions that it has. */
const POLICIES: readonly (readonly [RegExp, kind: string, who: string])[] = [
  [/^(ecs:ExecuteCommand|ssm:StartSession)$/, 'exec', 'who opens ECS Exec'],
  [/^iam:Simulate/, 'validate', 'who validates the roles'],
  [/^iam:/, 'operator', 'who operates the roles'],
  [/^(codepipeline|codebuild):/, 'pipeline', 'who sets up the pipeline'],
];

/** What whoever works on the account lacks: nothing in the repo gives a person anything. */
export function forAdministrator(action: string, resource: string | null): Step {
  const who =
    'The caller is no role of this service, so whoever administers the account grants it.';
  const [, kind, whom] = POLICIES.find(([actions]) => actions.test(action)) ?? [];
  return kind === undefined
    ? step(
        `${who} It takes this statement. ${opensWhat(action, resource)}`,
        statementText(action, resource),
      )
    : step(`${who} This prints the policy of ${whom}:`, `ecs-iam policy ${kind}`);
}

function statementText(action: string, resource: string | null): string {
  const statement = {
    Sid: sidFor(action),
    Effect: 'Allow',
    Action: [action],
    Resource: [resource ?? OPEN],
  };
  return JSON.stringify(statement, null, 2);
}

function sidFor(action: string): string {
  return action
    .split(':')
    .map((one) => one.charAt(0).toUpperCase() + one.slice(1).replace(/\W/g, ''))
    .join('');
}
