import { exact, type Page, type Row, type Section, texts } from '../explain/page.ts';
import { type Checked, checkHere, type Here } from './check.ts';
import { policyCommand } from './denied-steps.ts';
import type { Diagnosis, Step } from './diagnosis.ts';
import { step } from './diagnosis.ts';
import { remediesFor } from './remedy.ts';

/** The repo that the question is asked in. */
export interface Repo extends Here {
  readonly environment: string;
}

/** The whole answer to a message. */
export interface WhyAnswer extends Omit<Diagnosis, 'steps'> {
  /** Absent outside of a repo, and where no role of it was asked. */
  readonly here?: Checked;
  readonly steps: readonly Step[];
}

/** Completes a diagnosis by what this repo grants, and orders what is to be done. */
export function answerWhy(diagnosis: Diagnosis, repo: Repo | undefined): WhyAnswer {
  const here = repo && checkHere(diagnosis, repo);
  const isGranted = here?.result === 'granted' || here?.result === 'granted-if';
  const steps = isGranted
    ? [...grantedSteps(diagnosis, repo), ...(isHint(diagnosis) ? [] : diagnosis.steps)]
    : [...diagnosis.steps, ...remedySteps(diagnosis, repo)];
  return { ...diagnosis, ...(here && { here }), steps };
}

/** It is granted in the files: then it is not in the account, or something else refuses. */
function grantedSteps(
  { roleName, role, resource, kind }: Diagnosis,
  repo: Repo | undefined,
): readonly Step[] {
  const environment = repo?.environment ?? 'ENVIRONMENT';
  const name = roleName ?? repo?.documents.roles.find(({ id }) => id === role)?.name ?? 'ROLE';
  const ofResource = resource === null ? undefined : policyCommand(resource);
  const isTask = role === 'task' || role === 'task-execution';
  const all: readonly (Step | undefined)[] = [
    step(
      'Not deployed, or changed in the account (drift): compare them.',
      `scripts/validate-iam.sh ${environment}\necs-iam plan --environment ${environment}`,
    ),
    isTask
      ? step(
          'Another role in the task definition:',
          "aws ecs describe-task-definition --task-definition FAMILY --query 'taskDefinition.[executionRoleArn,taskRoleArn]'",
        )
      : undefined,
    step(
      'A permissions boundary that does not allow it:',
      `aws iam get-role --role-name ${name} --query Role.PermissionsBoundary`,
    ),
    step(
      'A service control policy of the organization; the message then often says so:',
      `aws organizations list-policies-for-target --target-id ${repo?.facts.account ?? 'ACCOUNT'} --filter SERVICE_CONTROL_POLICY`,
    ),
    ofResource === undefined || kind === 'kms'
      ? undefined
      : step('The policy of the resource, in another account above all:', ofResource),
    step(
      'The key policy, where the resource is encrypted with a customer managed key:',
      'aws kms get-key-policy --key-id KEY --policy-name default --query Policy --output text | jq .',
    ),
  ];
  return all.flatMap((one) => one ?? []);
}

/** How a statement is to be written helps nobody who has it. */
function isHint({ form, kind }: Diagnosis): boolean {
  return form === 'denied' && kind === 'missing-permission';
}

/** What grants it; what changes the files of this repo counts once it is deployed. */
function remedySteps(diagnosis: Diagnosis, repo: Repo | undefined): readonly Step[] {
  const remedies = remediesFor(diagnosis);
  if (remedies.length === 0 || repo === undefined || diagnosis.role === 'operator') return remedies;
  return [...remedies, step('Then deploy it:', `scripts/deploy-iam.sh ${repo.environment}`)];
}

/** The answer as a page. */
export function whyPage(answer: WhyAnswer, repo: Repo | undefined): Page {
  const { meaning, role, roleName, action, resource, here, steps } = answer;
  const who = askerWords(role, presetRole(roleName, repo));
  const asked: readonly Row[] = [
    ...texts(
      who === undefined
        ? undefined
        : `Role: ${who}${roleName === undefined ? '' : ` (${roleName})`}`,
      action === null ? undefined : `Action: ${action}`,
      resource === null ? undefined : `Resource: ${resource}`,
    ),
  ];
  const sections: readonly Section[] = [
    { title: 'What was asked', rows: asked },
    { title: 'This repo', rows: texts(hereWords(here, repo)) },
    {
      title: 'What to do',
      rows: steps.flatMap(({ text, exact: command }) => [
        { kind: 'item', text } as const,
        ...(command === undefined ? [] : exact(command)),
      ]),
    },
  ];
  return { title: meaning, sections: sections.filter(({ rows }) => rows.length > 0) };
}

/** The id of a role that a preset adds: a repo's other roles that the catalogue lacks have none. */
function presetRole(name: string | undefined, repo: Repo | undefined): string | undefined {
  return repo?.documents.roles.find((one) => one.name === name)?.id;
}

function askerWords(role: Diagnosis['role'], ofPreset: string | undefined): string | undefined {
  switch (role) {
    case 'none':
      return undefined;
    case 'operator':
      return 'whoever works on the account';
    case 'own':
      return ofPreset === undefined
        ? 'a role of this repo that the catalogue does not have'
        : `${ofPreset}, which the team's preset adds`;
    default:
      return role;
  }
}

function hereWords(here: Checked | undefined, repo: Repo | undefined): string | undefined {
  if (here === undefined) return undefined;
  const where = `in environment ${repo?.environment ?? ''}`;
  switch (here.result) {
    case 'granted':
      return `It grants this to ${here.role} ${where}, by statement ${here.statement}: so the cause is elsewhere.`;
    case 'granted-if':
      return `It grants this to ${here.role} ${where}, by statement ${here.statement}, only if ${here.conditions.join(' and ')}.`;
    case 'denied':
      return `It denies this to ${here.role} ${where}, by statement ${here.statement}.`;
    case 'not-granted':
      return `It does not grant this to ${here.role} ${where}.${here.closest === undefined ? '' : ` The closest statement is ${here.closest}.`}`;
    case 'trust':
      return `Its role ${here.role} ${where} lets in: ${here.trusts.join('; ')}.`;
    case 'no-such-role':
      return `It makes no such role ${where}.`;
  }
}
