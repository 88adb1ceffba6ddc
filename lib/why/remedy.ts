import type { Answers } from '../answers/types.ts';
import { ACTION_FACTS } from '../explain/action-facts.ts';
import { GRANTS } from '../grants/registry.ts';
import { OF_ENVIRONMENT } from '../iam/placeholders.ts';
import { placeholdersOf } from '../iam/template-string.ts';
import { isRoleId, roleById } from '../roles/registry.ts';
import type { Diagnosis, Step } from './diagnosis.ts';
import { step } from './diagnosis.ts';

/** The command that answers anew, with everything else as the repo has it. */
const NEW = 'ecs-iam new . --yes';

/**
 * What grants a refused request: a grant or flag of this generator where there is one, else a
 * statement to add; and what it opens.
 */
export function remediesFor(
  { role, action, resource, kind }: Diagnosis,
  answers: Pick<Answers, 'grants' | 'secrets' | 'parameters'> | undefined,
): readonly Step[] {
  if (
    action === null ||
    !isRoleId(role) ||
    !['missing-permission', 'kms', 'pass-role'].includes(kind)
  )
    return [];
  const found =
    role === 'task'
      ? grantFor(action, resource, answers)
      : optionFor(role, { action, resource, answers });
  return [found ?? statementFor(role, action, resource)];
}

function grantFor(
  action: string,
  resource: string | null,
  answers: Pick<Answers, 'grants'> | undefined,
): Step | undefined {
  if (action.startsWith('ssmmessages:') || action === 'logs:DescribeLogGroups') {
    return step(
      'ECS Exec is one answer; it opens sessions in the containers of this task role, for whoever has ecs:ExecuteCommand:',
      `${NEW} --exec task`,
    );
  }
  const candidates = GRANTS.flatMap((grant) => {
    const statement = grant.statements.find(({ actions }) =>
      (actions as readonly string[]).includes(action),
    );
    if (statement === undefined) return [];
    const values = valuesIn(statement.resources, resource);
    return values === undefined ? [] : [{ grant, values }];
  });
  const [best] = candidates;
  if (best === undefined) return undefined;
  const { grant, values } = best;
  const missing = placeholdersOf(JSON.stringify(grant.statements) as never)
    .filter((one) => !OF_ENVIRONMENT.includes(one) && values[one] === undefined && one !== 'prefix')
    .map((one) => [one, '…'] as const);
  const flag = grantFlag(grant.id, [...Object.entries(values), ...missing]);
  const before = (answers?.grants ?? []).map((one) =>
    grantFlag(one.preset, Object.entries(one.values)),
  );
  const opens = [
    ...new Set(grant.statements.flatMap(({ actions }) => actions as readonly string[])),
  ].join(', ');
  return step(
    `Grant ${grant.id} has it; it opens ${opens} on this and on nothing else:`,
    [NEW, ...before, flag].join(' '),
  );
}

function grantFlag(id: string, values: readonly (readonly [string, string])[]): string {
  const text = [id, ...values.map(([key, value]) => `${key}=${value}`)].join(',');
  return `--grant ${/^[\w,=./:@+-]+$/.test(text) ? text : `'${text}'`}`;
}

/** The values of a grant's placeholders in an ARN; undefined where no resource of it has that form. */
function valuesIn(
  resources: readonly string[],
  resource: string | null,
): Readonly<Record<string, string>> | undefined {
  if (resource === null) return {};
  for (const one of resources) {
    const names: string[] = [];
    const pattern = one
      .replace('/<prefix>/*', '/*')
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')
      .replace(/<(\w+)>/g, (_, name: string) => {
        if (OF_ENVIRONMENT.includes(name)) return '[^:]*';
        names.push(name);
        return '([^:*]+?)';
      });
    const match = new RegExp(`^${pattern}$`).exec(resource);
    if (match === null) continue;
    return Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? '']));
  }
  return undefined;
}

interface Asked {
  readonly action: string;
  readonly resource: string | null;
  readonly answers: Pick<Answers, 'secrets' | 'parameters'> | undefined;
}

function optionFor(role: string, { action, resource, answers }: Asked): Step | undefined {
  if (role === 'task-execution') {
    const flag = executionFlag(action, resource);
    if (flag !== undefined) return flagStep(flag, answers);
  }
  if (!isRoleId(role)) return undefined;
  const option = Object.entries(roleById(role).options).find(([, { statements }]) =>
    statements.some((one) => one.actions.includes(action)),
  );
  return option === undefined
    ? undefined
    : step(
        `Option ${role}.${option[0]} has it. ${option[1].summary}`,
        `${NEW} --option ${role}.${option[0]}`,
      );
}

interface ExecutionFlag {
  readonly flag: string;
  readonly value: string;
  readonly list?: 'secrets' | 'parameters';
}

function executionFlag(action: string, resource: string | null): ExecutionFlag | undefined {
  const name = resource?.split(':').slice(5).join(':') ?? '';
  switch (action) {
    case 'secretsmanager:GetSecretValue':
      return { flag: 'secrets', value: resource ?? 'NAME', list: 'secrets' };
    case 'ssm:GetParameters':
      return {
        flag: 'parameters',
        value: name.replace(/^parameter/, '') || 'NAME',
        list: 'parameters',
      };
    case 'kms:Decrypt':
      return { flag: 'kms-key', value: resource ?? 'KEY' };
    case 's3:GetObject':
      return { flag: 'env-files', value: resource?.replace(/^.*:::/, '') ?? 'BUCKET/KEY' };
    case 'ecr:BatchGetImage':
    case 'ecr:BatchCheckLayerAvailability':
    case 'ecr:GetDownloadUrlForLayer':
      return resource === null
        ? undefined
        : { flag: 'ecr-repository', value: name.replace(/^repository\//, '') };
    default:
      return undefined;
  }
}

/** A list that has something already is extended in the answers file: the flag replaces it. */
function flagStep({ flag, value, list }: ExecutionFlag, answers: Asked['answers']): Step {
  const opens = 'It opens the reading of this one, and of nothing else:';
  if (list !== undefined && (answers?.[list] ?? []).length > 0) {
    return step(
      `Add "${value}" to "${list}" in ecs-iam.json, then write the files again. ${opens}`,
      NEW,
    );
  }
  return step(`--${flag} grants it. ${opens}`, `${NEW} --${flag} ${value}`);
}

function statementFor(role: string, action: string, resource: string | null): Step {
  const statement = { sid: sidFor(action), actions: [action], resources: [resource ?? '*'] };
  const does = ACTION_FACTS[action]?.does;
  const opens =
    resource === null
      ? 'Put the ARN in place of "*".'
      : `It opens ${does === undefined ? action : `what ${does}`} on this resource alone.`;
  const list =
    role === 'task'
      ? 'taskStatements'
      : role === 'task-execution'
        ? 'executionStatements'
        : undefined;
  if (list !== undefined) {
    return step(
      `Add this to "${list}" in ecs-iam.json, then run ${NEW}. ${opens}`,
      JSON.stringify(statement, null, 2),
    );
  }
  const { sid: Sid, actions, resources } = statement;
  return step(
    `Add this statement to the role ${role} under iam/, then run ecs-iam lock. ${opens}`,
    JSON.stringify({ Sid, Effect: 'Allow', Action: actions, Resource: resources }, null, 2),
  );
}

function sidFor(action: string): string {
  return action
    .split(':')
    .map((one) => one.charAt(0).toUpperCase() + one.slice(1).replace(/\W/g, ''))
    .join('');
}
