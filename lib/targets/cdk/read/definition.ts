import { definedShared } from '../../../iam/defined-shared.ts';
import type { DefinedRole } from '../../../iam/definition.ts';
import { listOf, recordOf } from '../../../iam/equality.ts';
import { mapStrings } from '../../../iam/map-strings.ts';
import type { Environment } from '../../../iam/model.ts';
import { isPlaceholder, type PlaceholderValues } from '../../../iam/placeholders.ts';
import { substitute } from '../../../iam/template-string.ts';
import { stackName } from '../../../names.ts';
import type { Service } from '../../../service/types.ts';
import { readTemplate } from '../../cloudformation/read/roles.ts';
import { readShared } from '../../cloudformation/read/shared.ts';
import type { StatementPlace } from '../../read-roles.ts';
import { type SourceFile, unreadableAt } from '../../source.ts';
import type { ReadDefinition, ReadRequest } from '../../types.ts';
import { sharedStacks } from '../shared-stack-file.ts';
import { type SynthesisedApp, synthesiseApp } from './synthesise.ts';

/**
 * Reads the definition of an environment from what the app synthesises, or from a template of the
 * environment's roles.
 *
 * Trust policies are read without Sids: CDK's principals write none, and they mean nothing there.
 *
 * @throws UserError `MissingPackages`, `UnreadableDefinition`.
 */
export async function read(request: ReadRequest): Promise<ReadDefinition> {
  const { root, service, environment, given } = request;
  const { project } = service.model;
  const app = given === undefined ? await synthesisedOnce(root, request.files) : undefined;
  const values = { ...environment.values, ...(app && valuesIn(app, environment)) };
  const name = iamStackName(app, request);
  // Where every role exists already the app makes no stack for them.
  const hasStack = given !== undefined || app?.templates[name] !== undefined;
  const { roles } =
    hasStack || service.model.roles.length > 0
      ? readTemplate(given ?? templateOf(app, name), {
          parameters: {},
          known: environment.values,
          stackName: name,
          ownIds: service.model.roles.map(({ id }) => id),
        })
      : { roles: [] };
  const shared = app
    ? readShared(sharedTemplate(app, service, environment), service, environment)
    : mapStrings(definedShared(service.model), (value) => substitute(value, values));
  return {
    definition: { project, environment: environment.name, values, roles, shared },
    places: roles.flatMap((role) => placesOf(role, request.files)),
  };
}

/** Files → the app that they are; one synthesis gives the stacks of all environments. */
const synthesised = new WeakMap<readonly SourceFile[], Promise<SynthesisedApp>>();

function synthesisedOnce(root: string, files: readonly SourceFile[]): Promise<SynthesisedApp> {
  const app = synthesised.get(files) ?? synthesiseApp(root);
  synthesised.set(files, app);
  return app;
}

/** The stack as the environment's configuration names it, else as it is named when it is written. */
function iamStackName(
  app: SynthesisedApp | undefined,
  { service, environment }: ReadRequest,
): string {
  const { iamStack } = recordOf(app?.environments[environment.name]);
  return typeof iamStack === 'string'
    ? iamStack
    : stackName(service.model.project, environment.name);
}

function templateOf(app: SynthesisedApp | undefined, name: string): SourceFile {
  const template = app?.templates[name];
  if (template !== undefined) return template;
  throw unreadableAt('iam/bin/app.ts', undefined, [
    `The app makes no stack ${name}.`,
    'Make it there, or give its template with --definition FILE.',
  ]);
}

function sharedTemplate(
  { templates }: SynthesisedApp,
  service: Service,
  { name }: Environment,
): SourceFile | undefined {
  const stack = sharedStacks(service).find(({ unit }) => unit.environments.includes(name));
  return stack && templates[stack.stackName];
}

/** The values of placeholders as `lib/environments.ts` has them. */
function valuesIn({ environments }: SynthesisedApp, { name }: Environment): PlaceholderValues {
  const entries = Object.entries(recordOf(environments[name])).filter(([key]) =>
    isPlaceholder(key),
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}

/** The line of each statement in the role's file, found by its Sid below the name of its policy. */
function placesOf(role: DefinedRole, files: readonly SourceFile[]): readonly StatementPlace[] {
  const file = files.find(({ path }) => path === `iam/lib/roles/${role.id}.ts`);
  if (file === undefined) return [];
  const documents = [
    ...Object.entries(role.inlinePolicies),
    ...role.managedPolicies.map(({ name, document }) => [name, document] as const),
  ];
  return documents.flatMap(([policy, document]) => {
    const word = policy.slice(policy.lastIndexOf('-') + 1);
    const start = Math.max(file.contents.indexOf(`'${word}', {`), 0);
    return listOf(document.Statement).flatMap((written, statement) => {
      const at = file.contents.indexOf(`sid: '${recordOf(written).Sid}'`, start);
      if (at < 0) return [];
      const line = file.contents.slice(0, at).split('\n').length;
      return [{ role: role.name, policy, statement, path: file.path, line }];
    });
  });
}
