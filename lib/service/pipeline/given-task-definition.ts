import { isWindows, runtimePlatform } from '../../answers/platform.ts';
import type { Answers, GivenTaskDefinition } from '../../answers/types.ts';
import { printRows } from '../../json.ts';
import { settingsOf } from './task-settings.ts';

/** Stands for a dollar sign that a shell in the container reads: the file has `\u0024` for it. */
const SHELL_DOLLAR = '\uE000';

/** Where a shell reads the text when the container starts. */
const RUN_BY_SHELL = new Set(['command', 'entryPoint', 'healthCheck']);

/** The places of a given task definition, and the variables that a deployment fills in for them. */
const PLACES: Readonly<Record<string, string>> = {
  '<environment>': '${ENVIRONMENT}',
  '<project>': '${PROJECT}',
  '<account>': '${ACCOUNT_ID}',
  '<region>': '${AWS_REGION}',
  '<partition>': '${PARTITION}',
  '<container>': '${CONTAINER}',
  '<logGroup>': '${LOG_GROUP}',
};

/** What the service gives a task definition. */
export interface Filling {
  readonly image: string;
  readonly roles: object;
  readonly tags: readonly object[];
}

/** The given definition with the image that is built, the roles and the tags of the service. */
export function givenTaskDefinition(
  { container, definition }: GivenTaskDefinition,
  answers: Answers,
  { image, roles, tags }: Filling,
): object {
  const { containerDefinitions, tags: own, ...rest } = definition;
  const containers = objects(containerDefinitions);
  const main = containers.find(({ name }) => name === container);
  // The credentials are of the registry that the image was in; it is in ECR now.
  const built = containers.map((one) => (one.image === main?.image ? withImage(one, image) : one));
  const opened = built.map((one) => (one.name === container ? withInit(one, answers) : one));
  const allTags = [...objects(own), ...tags];
  const written = {
    ...unsaid(rest, answers),
    ...rest,
    containerDefinitions: opened,
    ...(allTags.length > 0 && { tags: allTags }),
  };
  return { family: '${FAMILY}', ...roles, ...Object(withVariables(written, '')) };
}

/** What the definition does not say: ECS takes EC2 where no launch type is named. */
function unsaid(definition: Readonly<Record<string, unknown>>, answers: Answers): object {
  const { launchType, platform } = answers;
  if (definition.requiresCompatibilities === undefined && launchType !== 'ec2') {
    return settingsOf(answers);
  }
  return platform === 'x86_64' ? {} : { runtimePlatform: runtimePlatform(platform) };
}

/** The credentials were of the registry that the image was in; the one that is built is in ECR. */
function withImage(
  { repositoryCredentials: _, ...container }: Readonly<Record<string, unknown>>,
  image: string,
): Readonly<Record<string, unknown>> {
  return { ...container, image };
}

/** ECS Exec leaves its agent's children behind unless an init process reaps them. */
function withInit(
  container: Readonly<Record<string, unknown>>,
  { exec, platform }: Answers,
): Readonly<Record<string, unknown>> {
  if (exec !== 'task' || isWindows(platform)) return container;
  return {
    ...container,
    linuxParameters: { ...Object(container.linuxParameters), initProcessEnabled: true },
  };
}

/** The first port of the main container. */
export function portOf({ container, definition }: GivenTaskDefinition): string | undefined {
  const main = objects(definition.containerDefinitions).find(({ name }) => name === container);
  const [first] = objects(main?.portMappings);
  const port = String(first?.containerPort ?? '');
  return /^\d+$/.test(port) ? port : undefined;
}

/** The text of the file. */
export function printTaskDefinition(definition: object): string {
  return printRows(definition).replaceAll(SHELL_DOLLAR, '\\u0024');
}

function withVariables(value: unknown, key: string): unknown {
  if (typeof value === 'string') {
    return RUN_BY_SHELL.has(key)
      ? value.replaceAll(/\$(?=\{[A-Z])/g, SHELL_DOLLAR)
      : value.replaceAll(/<\w+>/g, (place) => PLACES[place] ?? place);
  }
  const within = (name: string) => (RUN_BY_SHELL.has(key) ? key : name);
  if (Array.isArray(value)) return value.map((item) => withVariables(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withVariables(item, within(name))]),
  );
}

function objects(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}
