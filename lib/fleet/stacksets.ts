import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANSWERS_FILE } from '../answers/answers-file-name.ts';
import type { Preset } from '../answers/types.ts';
import { throwFaults, UserError } from '../errors.ts';
import { sharedStackName, stackName, stackSetName } from '../names.ts';
import { buildService } from '../service/build-service.ts';
import type { Service } from '../service/types.ts';
import { parametersPath, ROLES_PATH, sharedPath } from '../targets/cloudformation/paths.ts';
import { answersOf } from './answers-of.ts';
import type { ServiceSpec } from './manifest.ts';
import { type Instance, type Parameter, type Stackset, stackset } from './stackset-file.ts';
import type { StacksetSettings } from './stackset-settings.ts';

/** One service of a fleet: what the manifest says of it, and its repo. */
export interface StacksetRequest {
  readonly spec: ServiceSpec;
  readonly presets: readonly Preset[];
  /** Absolute. */
  readonly folder: string;
  readonly settings: StacksetSettings;
}

/**
 * The StackSets of one service: its roles, a stack for each account and Region, and what an account has
 * once. The templates are the files of its repo; accounts and Regions are those of the manifest.
 *
 * @throws UserError with every fault: `NoRepo`, `NotCloudFormation`, `PlaceMissing`, `FileMissing`.
 */
export function stacksetsOf(request: StacksetRequest): readonly Stackset[] {
  const { spec, presets, folder, settings } = request;
  checkRepo(spec, folder);
  const service = buildService(answersOf(spec, presets, folder));
  const { target, project } = service.answers;
  if (target !== 'cloudformation') {
    const hint = 'Write answers: {target: cloudformation} for it, or use ecs-iam fleet apply.';
    throw new UserError(
      'NotCloudFormation',
      `Its target is ${target}, which makes no StackSet.`,
      hint,
    );
  }
  throwFaults(placeFaults(service));
  const roles = service.model.roles.length === 0 ? [] : groupsOf(service);
  return [
    ...service.shared.map((unit) => {
      const [first = ''] = unit.environments;
      return stackset(settings, {
        name: sharedStackName(project, unit.name),
        template: fileIn(folder, sharedPath(unit), spec),
        instances: instancesOf(service, [first], () => []),
        description: `What the ECS service ${project} has once in an account and Region`,
      });
    }),
    ...roles.map(({ name, environments }) =>
      stackset(settings, {
        name,
        template: fileIn(folder, ROLES_PATH, spec),
        instances: instancesOf(service, environments, (one) =>
          parametersIn(fileIn(folder, parametersPath(one), spec)),
        ),
        description: `IAM roles of the ECS service ${project}`,
      }),
    ),
  ];
}

function checkRepo({ name, folder: shown, id }: ServiceSpec, folder: string): void {
  const hint = `ecs-iam fleet new --only ${name} writes it.`;
  const text = textIn(folder, ANSWERS_FILE);
  if (text === undefined) {
    throw new UserError('NoRepo', `There is no repo in '${shown}' yet.`, hint);
  }
  const own = /"id": *"([a-z0-9]{8})"/.exec(text)?.[1];
  if (own === undefined || own === id) return;
  const message = `The repo in '${shown}' has the id ${own}, and service ${name} has ${id}.`;
  throw new UserError('OtherRepo', message, `If it is this service, write id: ${own} for it.`);
}

/** A StackSet says which accounts and Regions it is for. */
function placeFaults({ environments }: Service): readonly UserError[] {
  return environments.flatMap(({ name, values }) =>
    (['account', 'region'] as const)
      .filter((one) => values[one] === undefined)
      .map((one) => {
        const message = `Environment ${name} has no ${one}, and a StackSet needs it.`;
        return new UserError('PlaceMissing', message, `Write ${one} below environments.${name}.`);
      }),
  );
}

/** A StackSet takes an account and Region once: environments in one place have StackSets of their own. */
function groupsOf({ answers: { project }, environments }: Service) {
  const taken = new Set<string>();
  const isFirst = environments.map(({ values }) => {
    const place = `${values.account} ${values.region}`;
    return !taken.has(place) && taken.add(place) !== undefined;
  });
  const together = environments.filter((_, index) => isFirst[index]).map(({ name }) => name);
  const apart = environments.filter((_, index) => !isFirst[index]).map(({ name }) => name);
  return [
    { name: stackSetName(project), environments: together },
    ...apart.map((name) => ({ name: stackName(project, name), environments: [name] })),
  ];
}

function instancesOf(
  { environments }: Service,
  names: readonly string[],
  parameters: (environment: string) => readonly Parameter[],
): readonly Instance[] {
  return environments
    .filter(({ name }) => names.includes(name))
    .map(({ name, values }) => ({
      environment: name,
      Account: values.account ?? '',
      Region: values.region ?? '',
      ParameterOverrides: parameters(name),
    }));
}

/** `Name=value`, as the repo's files have parameters. */
function parametersIn(text: string): readonly Parameter[] {
  const pairs: unknown = JSON.parse(text);
  const texts = Array.isArray(pairs) ? pairs.map(String) : [];
  return texts.map((pair) => {
    const at = pair.indexOf('=');
    return { ParameterKey: pair.slice(0, at), ParameterValue: pair.slice(at + 1) };
  });
}

function fileIn(folder: string, path: string, { name, folder: shown }: ServiceSpec): string {
  const text = textIn(folder, path);
  if (text !== undefined) return text;
  const hint = `ecs-iam fleet new --only ${name} writes it.`;
  throw new UserError('FileMissing', `'${shown}/${path}' is missing.`, hint);
}

function textIn(folder: string, path: string): string | undefined {
  try {
    return readFileSync(join(folder, path), 'utf8');
  } catch {
    return undefined;
  }
}
