import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askCan } from '../can/ask.ts';
import { type CanDocuments, documentsOf } from '../can/documents.ts';
import { fillDefinition } from '../definition/definition-of.ts';
import { loadDefinitions } from '../definition/load-definitions.ts';
import { LOCK_FILE } from '../definition/lock.ts';
import { UserError } from '../errors.ts';
import { accountOf } from '../evaluate/arns.ts';
import { readPolicy } from '../evaluate/read-policy.ts';
import type { AttachedPolicy, Policy } from '../evaluate/types.ts';
import type { AccountFacts } from '../iam/fill.ts';
import { substitute, template } from '../iam/template-string.ts';
import { readJson } from '../json-text.ts';
import type { Check, CheckResult, Exercise, RequestCheck } from '../learn/types.ts';
import { runAccountCommand } from './account-command.ts';
import { assumedFacts } from './can-subject.ts';
import { EXIT } from './exit.ts';
import { loadService } from './load-repo.ts';
import type { CommandIo } from './run.ts';

/** The definitions of a learner's folder, as the evaluator takes them. */
interface Defined {
  readonly documents: CanDocuments;
  readonly facts: AccountFacts;
  /** Environment, project and what else a resource of a check may name. */
  readonly values: Parameters<typeof substitute>[1];
  readonly isLocked: boolean;
}

/**
 * Runs the checks of an exercise on a folder: its files are read and the evaluator is asked.
 *
 * @throws UserError what reading the definitions throws, with file and line.
 */
export async function checkExercise(
  exercise: Exercise,
  folder: string,
): Promise<readonly CheckResult[]> {
  const defined = await definedIn(exercise, folder);
  const results: CheckResult[] = [];
  for (const check of exercise.checks) {
    const passed = await passes(check, { defined, folder });
    results.push({ id: check.id, passed, ...(!passed && { say: check.say }) });
  }
  return results;
}

async function definedIn({ documents: beside }: Exercise, folder: string): Promise<Defined> {
  const service = loadService(folder);
  const [environment] = service.environments;
  if (environment === undefined) throw new Error('A repo has an environment.');
  const { definitions, edited } = await loadDefinitions({ root: folder, service }, [environment]);
  const [definition] = definitions;
  if (definition === undefined) throw new Error('An environment has one definition.');
  const { facts } = assumedFacts({ known: definition.values, arns: [] });
  const filled = fillDefinition(definition, facts);
  const documents = documentsOf(filled, facts);
  const policyIn = (name: string, kind: 'boundary' | 'resource' | 'scp'): AttachedPolicy => {
    const text = readFileSync(join(folder, name), 'utf8');
    return { name, policy: readPolicy(readJson({ name, text }).value, { name, kind }) };
  };
  const roles = documents.roles.map((one) => {
    const { attachedPolicies = [], boundary = '' } =
      filled.roles.find(({ name }) => name === one.name) ?? {};
    const own = attachedPolicies.flatMap((arn) => knownPolicies(arn));
    const role = { ...one, identity: [...one.identity, ...own] };
    const file = beside.boundaries[boundary];
    return file === undefined ? role : { ...role, boundary: policyIn(file, 'boundary') };
  });
  const resources = Object.entries(beside.resources).map(([arn, file]) => ({
    arn,
    policies: [policyIn(file, 'resource')],
  }));
  return {
    documents: {
      ...documents,
      roles,
      resources: [...documents.resources, ...resources],
      ...(beside.scps.length > 0 && { scps: beside.scps.map((file) => [policyIn(file, 'scp')]) }),
    },
    facts,
    values: { ...definition.values, ...facts },
    isLocked: existsSync(join(folder, LOCK_FILE)) && edited.length === 0,
  };
}

/** Documents of AWS's that people attach in place of a fix. */
const MANAGED: Readonly<Record<string, Policy>> = {
  AdministratorAccess: {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
  },
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSTaskExecutionRolePolicy.html
  AmazonECSTaskExecutionRolePolicy: {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: [
        'ecr:GetAuthorizationToken',
        'ecr:BatchCheckLayerAvailability',
        'ecr:GetDownloadUrlForLayer',
        'ecr:BatchGetImage',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
      ],
      Resource: '*',
    },
  },
};

function managedPolicy(name: string): AttachedPolicy {
  return { name, policy: MANAGED[name] ?? { Statement: [] } };
}

function knownPolicies(arn: string): readonly AttachedPolicy[] {
  const name = arn.split('/').at(-1) ?? '';
  return arn.includes(':iam::aws:policy/') && Object.hasOwn(MANAGED, name)
    ? [managedPolicy(name)]
    : [];
}

async function passes(
  check: Check,
  { defined, folder }: { readonly defined: Defined; readonly folder: string },
): Promise<boolean> {
  switch (check.kind) {
    case 'lock':
      return defined.isLocked;
    case 'account': {
      const flags = { practice: ['yes'], quiet: ['yes'] };
      return (await runAccountCommand('plan', folder, flags, SILENT)) === EXIT.done;
    }
    case 'request':
      return isAllowed(check, defined) === check.allow;
  }
}

/** A role that somebody took away may do nothing. */
function isAllowed(check: RequestCheck, { documents, facts, values }: Defined): boolean {
  const { who, asIf, action, resource, context } = check;
  const filled = substitute(template(resource), values);
  try {
    const question = { principal: who, action, resource: filled, context };
    if (asIf === undefined) return askCan(documents, question, facts).result === 'allowed';
    // A role of another account stands in that account.
    const account = accountOf(who) ?? facts.account;
    const asked = asAdministrator(documents, who);
    return askCan(asked, question, { ...facts, account }).result === 'allowed';
  } catch (error) {
    if (error instanceof UserError && error.name === 'UnknownRole') return false;
    throw error;
  }
}

/** The same, where whoever is asked about is an administrator of their account. */
function asAdministrator(documents: CanDocuments, who: string): CanDocuments {
  const identity = [managedPolicy('AdministratorAccess')];
  const name = who.split('/').at(-1) ?? who;
  const asked = documents.roles.find((role) => [role.name, role.id, role.arn].includes(who));
  const administrator = { ...(asked ?? { name, arn: who, withoutDocument: [] }), identity };
  return {
    ...documents,
    roles: [...documents.roles.filter((role) => role !== asked), administrator],
  };
}

const SILENT: CommandIo = {
  out: () => {},
  err: () => {},
  isTerminal: false,
  isColoured: false,
  ask: async () => '',
  onInterrupt: () => () => {},
};
