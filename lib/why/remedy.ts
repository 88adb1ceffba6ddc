import { GRANTS } from '../grants/registry.ts';
import { isPlaceholder, OF_ENVIRONMENT, placeholderSpec } from '../iam/placeholders.ts';
import { placeholdersOf, template } from '../iam/template-string.ts';
import { isRoleId, roleById } from '../roles/registry.ts';
import { shellText } from '../shell.ts';
import type { Diagnosis, Step } from './diagnosis.ts';
import { step } from './diagnosis.ts';
import { ADD, forAdministrator, OPEN, statementByHand, statementFor } from './statement-steps.ts';

/**
 * What grants a refused request: a grant or another answer of this generator where there is one, else
 * a statement to add; and what it opens.
 */
export function remediesFor(diagnosis: Diagnosis): readonly Step[] {
  const { role, action, resource, kind, account } = diagnosis;
  if (action === null || !['missing-permission', 'kms', 'pass-role'].includes(kind)) return [];
  if (role === 'own')
    return [statementByHand('the role (or to its preset, where it has one)', action, resource)];
  if (role === 'operator') {
    return kind === 'missing-permission' ? [forAdministrator(action, resource)] : [];
  }
  if (!isRoleId(role)) return [];
  const found =
    role === 'task' ? grantFor(action, resource) : answerFor(role, { action, resource, account });
  return [found ?? statementFor(role, action, resource)];
}

function grantFor(action: string, resource: string | null): Step | undefined {
  if (action.startsWith('ssmmessages:') || action === 'logs:DescribeLogGroups') {
    return step(
      'ECS Exec is one answer; it opens sessions in the containers of this task role, for whoever has ecs:ExecuteCommand:',
      'ecs-iam new . --yes --exec task',
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
  const missing = placeholdersOf(template(JSON.stringify(grant.statements)))
    .filter((one) => !OF_ENVIRONMENT.includes(one) && values[one] === undefined && one !== 'prefix')
    .map((one) => [one, OPEN] as const);
  const words = [...Object.entries(values), ...missing].map(([name, value]) => `${name}=${value}`);
  const opens = [
    ...new Set(grant.statements.flatMap(({ actions }) => actions as readonly string[])),
  ].join(', ');
  return step(
    `Grant ${grant.id} has it; it opens ${opens} on this and on nothing else${openWords(missing.length > 0)}:`,
    [ADD, 'grant', grant.id, ...words.map(shellText)].join(' '),
  );
}

function openWords(isOpen: boolean): string {
  return isOpen ? ` (put the value in place of ${OPEN})` : '';
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
    const values = names.map((name, index) => [name, match[index + 1] ?? ''] as const);
    if (values.every(isLegal)) return Object.fromEntries(values);
  }
  return undefined;
}

/** The name of an index is no name of a table. */
function isLegal([name, value]: readonly [string, string]): boolean {
  return !isPlaceholder(name) || placeholderSpec(name).pattern.test(value);
}

interface Asked {
  /** Of the role that asks, where the message shows it. */
  readonly account: string | undefined;
  readonly action: string;
  readonly resource: string | null;
}

function answerFor(role: string, asked: Asked): Step | undefined {
  const { action, resource, account } = asked;
  // The answer is a key of the environment's own account.
  if (action === 'kms:Decrypt' && isElsewhere(resource, account)) return undefined;
  const words = role === 'task-execution' ? executionAnswer(asked) : undefined;
  if (words !== undefined) {
    return step(
      `An answer grants it. It opens the reading of this one, and of nothing else${openWords(words[1].includes(OPEN))}:`,
      `${ADD} ${words[0]} ${shellText(words[1])}`,
    );
  }
  if (!isRoleId(role)) return undefined;
  const option = Object.entries(roleById(role).options).find(([, { statements }]) =>
    statements.some((one) => one.actions.includes(action)),
  );
  return option === undefined
    ? undefined
    : step(
        `Option ${role}.${option[0]} has it. ${option[1].summary}`,
        `${ADD} option ${role}.${option[0]}`,
      );
}

/** What to add, and its value. */
function executionAnswer({
  action,
  resource,
}: Asked): readonly [what: string, value: string] | undefined {
  const name = resource?.split(':').slice(5).join(':') ?? '';
  switch (action) {
    case 'secretsmanager:GetSecretValue':
      return ['secret', resource ?? OPEN];
    case 'ssm:GetParameters':
      return ['parameter', name.replace(/^parameter/, '') || OPEN];
    case 'kms:Decrypt':
      return ['value', `secretsKmsKeyId=${resource ?? OPEN}`];
    case 's3:GetObject':
      return ['env-file', resource?.replace(/^.*:::/, '') ?? OPEN];
    case 'ecr:BatchGetImage':
    case 'ecr:BatchCheckLayerAvailability':
    case 'ecr:GetDownloadUrlForLayer':
      return resource === null
        ? undefined
        : ['value', `repository=${name.replace(/^repository\//, '')}`];
    default:
      return undefined;
  }
}

function isElsewhere(resource: string | null, account: string | undefined): boolean {
  const there = resource?.split(':')[4];
  return there !== undefined && account !== undefined && there !== account;
}
