import { UserError } from '../errors.ts';
import type { RoleId } from '../roles/registry.ts';
import { selectedRoles } from './selected-roles.ts';
import type { Answers } from './types.ts';

/** Answers in which roles and features agree, and what cannot be brought to agree. */
export interface Aligned {
  readonly answers: Answers;
  readonly faults: readonly UserError[];
}

/** A role that a feature brings, and the feature that the role brings. */
const PAIRS = [
  { role: 'ecs-exec', name: 'exec', value: 'separate' },
  { role: 'codedeploy', name: 'deploy', value: 'codedeploy' },
] as const;

/**
 * Turns on the feature of each role that is named, and finds contradictions: a role against its
 * feature, a feature or option whose role is not made. `said` holds the answers that someone gave.
 */
export function alignFeatures(given: Answers, sources: ReadonlySet<string>): Aligned {
  let answers = given;
  const faults: UserError[] = [];
  for (const { role, name, value } of PAIRS) {
    const named = Array.isArray(given.roles) && given.roles.includes(role);
    if (!named || given[name] === value) continue;
    if (sources.has(name)) faults.push(roleAgainstFeature(role, name, given[name], value));
    else answers = { ...answers, [name]: value };
  }
  const roles = selectedRoles(answers);
  return {
    answers,
    faults: [
      ...faults,
      ...imageWithoutFiles(answers),
      ...grantsWithoutRole(answers, roles),
      ...optionFaults(answers, roles),
    ],
  };
}

function roleAgainstFeature(role: string, name: string, found: string, wanted: string): UserError {
  return new UserError(
    'Contradiction',
    `Role ${role} is named, but ${name} is '${found}'.`,
    `Give --${name} ${wanted}, or leave ${role} out of --roles.`,
  );
}

/** An image repository holds the image and nothing to deploy it by. */
function imageWithoutFiles({ source, deploy }: Answers): readonly UserError[] {
  if (source !== 'ecr' || deploy === 'pipeline') return [];
  return [
    new UserError(
      'Contradiction',
      `Source ecr brings an image alone, and deploy kind '${deploy}' needs taskdef.json from the source.`,
      'Give --deploy pipeline, or another --source.',
    ),
  ];
}

/** What is granted to a role that is not made. */
function grantsWithoutRole(answers: Answers, roles: readonly RoleId[]): readonly UserError[] {
  const { exec, grants, taskStatements, crossAccountLogs } = answers;
  const ofTask = [
    ...(exec === 'task' ? ['--exec task'] : []),
    ...(grants.length > 0 ? ['--grant'] : []),
    ...(taskStatements.length > 0 ? ['taskStatements'] : []),
    ...(crossAccountLogs.some(({ kind }) => kind === 'to') ? ['--cross-account-logs to:…'] : []),
  ];
  const ofExecution = [
    ...(answers.secrets.length > 0 ? ['--secrets'] : []),
    ...(answers.parameters.length > 0 ? ['--parameters'] : []),
    ...(answers.envFiles.length > 0 ? ['--env-files'] : []),
  ];
  return [
    ...(roles.includes('task') ? [] : ofTask.map((what) => needsRole(what, 'task'))),
    ...(roles.includes('task-execution')
      ? []
      : ofExecution.map((what) => needsRole(what, 'task-execution'))),
  ];
}

function optionFaults({ options }: Answers, roles: readonly RoleId[]): readonly UserError[] {
  return Object.entries(options).flatMap(([key, on]) => {
    const id = key.slice(0, key.indexOf('.'));
    if (!on || roles.some((role) => role === id)) return [];
    return [needsRole(`--option ${key}`, id)];
  });
}

function needsRole(what: string, role: string): UserError {
  return new UserError(
    'Contradiction',
    `${what} is for role ${role}, which is not among the roles.`,
    `Add ${role} to --roles, or leave ${what} out.`,
  );
}
