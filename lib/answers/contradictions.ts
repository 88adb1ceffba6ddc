import { UserError } from '../errors.ts';
import type { RoleId } from '../roles/registry.ts';
import { noExecutionRole } from './execution-role.ts';
import { existingRoleFaults } from './existing-role-places.ts';
import { existingRoleIds } from './existing-roles.ts';
import { addRole } from './parse/roles.ts';
import { AWS_PIPELINE_ROLES, hasPipeline } from './pipeline-roles.ts';
import { platformFaults, withSource } from './platform.ts';
import { makesPipeline } from './promotion.ts';
import { promotionFaults } from './promotion-faults.ts';
import { follows, PROMOTION_ROLES, selectedRoles } from './selected-roles.ts';
import { type Entry, placeOf } from './sources.ts';
import type { Answers } from './types.ts';

/** A role and the feature that it belongs to: each brings the other. */
const PAIRS = [
  { role: 'ecs-exec', name: 'exec', value: 'separate' },
  { role: 'codedeploy', name: 'deploy', value: 'codedeploy' },
] as const;

/** Where an answer was given, in brackets. */
type At = (...path: readonly string[]) => string;

/** Answers in which the feature of each role that is named is on, where nothing contradicts it. */
export function withFeatures(answers: Answers, entries: readonly Entry[]): Answers {
  const features = PAIRS.filter(({ role, name }) => isNamed(role, answers) && !has(entries, name));
  const values = Object.fromEntries(features.map(({ name, value }) => [name, value]));
  return withSource({ ...answers, ...values }, entries);
}

/**
 * The contradictions between answers, each with the places of both: a role against its feature, an
 * image as the source against how it is deployed, and what is for a role that is not made.
 */
export function contradictions(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  const at: At = (...path) => `(${placeOf(entries, path)})`;
  const { source, deploy } = answers;
  const against = PAIRS.filter(
    ({ role, name, value }) =>
      isNamed(role, answers) && answers[name] !== value && !isFree(role, answers),
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
    ...(source === 'ecr' && (deploy === 'build' || deploy === 'codedeploy') ? [imageAlone] : []),
    ...(hasPipeline(deploy) ? [] : withoutPipeline(answers, at)),
    ...(deploy === 'github' ? withoutPlace(answers, at) : []),
    ...withoutRole(answers, at),
    ...platformFaults(answers, entries),
    ...withoutUse(answers, at),
    ...promotionFaults(answers, entries),
    ...withoutExecutionRole(answers, entries),
    ...existingRoleFaults(answers, entries),
  ];
}

/** Roles that follow from a pipeline, and that none would run with; a build's role may be of use alone. */
function withoutUse(answers: Answers, at: At): readonly UserError[] {
  if (answers.deploy === 'github') return [];
  return PROMOTION_ROLES.filter((id) => isNamed(id, answers) && !follows(id, answers))
    .filter((id) => id === 'pipeline-deploy' || makesPipeline(answers))
    .map(
      (id) =>
        new UserError(
          'Contradiction',
          `Role ${id} is among the roles ${at('roles')}, but no pipeline of these answers runs with it.`,
          `Leave ${id} out of --roles: it is made where a pipeline needs it.`,
        ),
    );
}

/** True where the role of a feature may be made without it: without a pipeline CodeDeploy may have other callers. */
function isFree(role: RoleId, { deploy }: Answers): boolean {
  return role === 'codedeploy' && !hasPipeline(deploy);
}

/** What is for a pipeline of AWS where there is none. */
function withoutPipeline(answers: Answers, at: At): readonly UserError[] {
  const { deploy, approval, source } = answers;
  const kind = `deploy kind '${deploy}' ${at('deploy')}`;
  const isGithub = deploy === 'github';
  const roles = isGithub ? AWS_PIPELINE_ROLES.filter((id) => isNamed(id, answers)) : [];
  return [
    ...roles.map(
      (role) =>
        new UserError(
          'Contradiction',
          `Role ${role} is among the roles ${at('roles')}, but with ${kind} GitHub Actions builds and deploys.`,
          `Leave ${role} out of --roles, or give another --deploy.`,
        ),
    ),
    ...(isGithub && source !== 'codeconnections'
      ? [
          new UserError(
            'Contradiction',
            `Source ${source} ${at('source')} is for a pipeline of AWS, but with ${kind} the source is the repository on GitHub.`,
            'Leave out --source, or give another --deploy.',
          ),
        ]
      : []),
    ...(approval === 'auto'
      ? []
      : [
          new UserError(
            'Contradiction',
            `Approval '${approval}' ${at('approval')} is for a stage of a pipeline of AWS, and ${kind} makes none.`,
            isGithub
              ? 'Leave out --approval, and give the GitHub environment required reviewers.'
              : 'Leave out --approval, or give another --deploy.',
          ),
        ]),
  ];
}

/** The repository that the role of GitHub Actions trusts: nothing could stand for it. */
function withoutPlace(answers: Answers, at: At): readonly UserError[] {
  const { repositoryId, values, environments } = answers;
  const named = environments.every(({ values: own }) => {
    const { githubOwner, githubRepository } = { ...values, ...own };
    return githubOwner !== undefined && githubRepository !== undefined;
  });
  if (named || /^[^/]+\/[^/]+$/.test(repositoryId)) return [];
  return [
    new UserError(
      'NoRepository',
      `Deploy kind 'github' ${at('deploy')} needs the repository on GitHub whose workflow may deploy.`,
      'Give it with --repository-id OWNER/NAME.',
    ),
  ];
}

function withoutExecutionRole(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  const fault = noExecutionRole(answers);
  if (fault === undefined) return [];
  const message = `${placeOf(entries, ['roles'])}: ${fault.message}`;
  return [new UserError(fault.name, message, fault.hint)];
}

/** What is for a role that is not made. */
function withoutRole(answers: Answers, at: At): readonly UserError[] {
  const { exec, grants, taskStatements, crossAccountLogs, options } = answers;
  const roles = selectedRoles(answers);
  const existing = new Set<string>(existingRoleIds(answers));
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
            `The answer ${what} is for role ${role}, which ${existing.has(role) ? `exists already ${at('existingRoles')} and is not changed` : `is not among the roles ${at('roles')}`}.`,
            existing.has(role) ? 'Leave it out, or give no --existing-role.' : addRole(role, roles),
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
