import { UserError } from '../errors.ts';
import type { RoleId } from '../roles/registry.ts';
import { addRole } from './parse/roles.ts';
import { selectedRoles } from './selected-roles.ts';
import { type Entry, placeOf } from './sources.ts';
import type { Answers } from './types.ts';

/** A role and the feature that it belongs to: each brings the other. */
const PAIRS = [
  { role: 'ecs-exec', name: 'exec', value: 'separate' },
  { role: 'codedeploy', name: 'deploy', value: 'codedeploy' },
] as const;

/** Answers in which the feature of each role that is named is on, where nothing contradicts it. */
export function withFeatures(answers: Answers, entries: readonly Entry[]): Answers {
  const features = PAIRS.filter(({ role, name }) => isNamed(role, answers) && !has(entries, name));
  return { ...answers, ...Object.fromEntries(features.map(({ name, value }) => [name, value])) };
}

/**
 * The contradictions between answers, each with the places of both: a role against its feature, an
 * image as the source against how it is deployed, and what is for a role that is not made.
 */
export function contradictions(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  const at = (...path: readonly string[]) => `(${placeOf(entries, path)})`;
  const { source, deploy } = answers;
  const against = PAIRS.filter(
    ({ role, name, value }) => isNamed(role, answers) && answers[name] !== value,
  ).map(
    ({ role, name, value }) =>
      new UserError(
        'Contradiction',
        `Role ${role} is among the roles ${at('roles')}, but ${name} is '${answers[name]}' ${at(name)}.`,
        `Give --${name} ${value}, or leave ${role} out of --roles.`,
      ),
  );
  const imageAlone = new UserError(
    'Contradiction',
    `Source ecr ${at('source')} brings an image alone, and deploy kind '${deploy}' ${at('deploy')} needs taskdef.json from the source.`,
    'Give --deploy pipeline, or another --source.',
  );
  return [
    ...against,
    ...(source === 'ecr' && deploy !== 'pipeline' ? [imageAlone] : []),
    ...withoutRole(answers, at),
  ];
}

/** What is for a role that is not made. */
function withoutRole(
  answers: Answers,
  at: (...path: readonly string[]) => string,
): readonly UserError[] {
  const { exec, grants, taskStatements, crossAccountLogs, options } = answers;
  const roles = selectedRoles(answers);
  const ofTask = [
    ...(exec === 'task' ? [`exec 'task' ${at('exec')}`] : []),
    ...(grants.length > 0 ? [`grants ${at('grants')}`] : []),
    ...(taskStatements.length > 0 ? [`taskStatements ${at('taskStatements')}`] : []),
    ...(crossAccountLogs.some(({ kind }) => kind === 'to')
      ? [`crossAccountLogs 'to:…' ${at('crossAccountLogs')}`]
      : []),
  ].map((what) => [what, 'task'] as const);
  const ofOptions = Object.entries(options).flatMap(([key, on]) =>
    on ? [[`option ${key} ${at('options', key)}`, key.slice(0, key.indexOf('.'))] as const] : [],
  );
  return [...ofTask, ...ofOptions].flatMap(([what, role]) =>
    roles.some((id) => id === role)
      ? []
      : [
          new UserError(
            'Contradiction',
            `The answer ${what} is for role ${role}, which is not among the roles ${at('roles')}.`,
            addRole(role, roles),
          ),
        ],
  );
}

function isNamed(role: RoleId, { roles }: Answers): boolean {
  return typeof roles !== 'string' && roles.includes(role);
}

function has(entries: readonly Entry[], name: string): boolean {
  return entries.some(({ path }) => path[0] === name);
}
