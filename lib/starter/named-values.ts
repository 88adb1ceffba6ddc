import { hasService, homeAnswers, promotes } from '../answers/promotion.ts';
import type { Environment, ModelRole } from '../iam/model.ts';
import { PLACEHOLDER_NAMES, type Placeholder, placeholderSpec } from '../iam/placeholders.ts';
import { substitute } from '../iam/template-string.ts';
import { derivedFromNames, stackName } from '../names.ts';
import type { Service } from '../service/types.ts';
import { code, prose } from './markdown.ts';

/** A value that every environment has, and that a reader may want to set. */
export interface NamedValue {
  readonly name: string;
  readonly meaning: string;
  /** One per environment, in their order; undefined: none, or found out when deploying. */
  readonly values: readonly (string | undefined)[];
  /** Whether an environment uses it: with one pipeline, what is home's alone stands nowhere else. */
  readonly used: readonly boolean[];
  /** What an environment without a value has instead. */
  readonly absent: string;
}

const ALWAYS: readonly Placeholder[] = ['partition', 'account', 'region'];
/** The first two stand in the table's header and the README's first line; the others follow from other values. */
const HIDDEN: readonly Placeholder[] = [
  'project',
  'environment',
  'connectionService',
  'homeAccount',
  'ownershipId',
];

/** Every value of every environment, derived ones included. */
export function namedValues(service: Service): readonly NamedValue[] {
  const { environments } = service;
  const used: readonly Placeholder[] = [...ALWAYS, ...service.placeholders];
  const placeholders = PLACEHOLDER_NAMES.filter(
    (placeholder) => !HIDDEN.includes(placeholder) && used.includes(placeholder),
  );
  return [
    ...placeholders.map((placeholder) => ({
      name: placeholder,
      meaning: placeholderSpec(placeholder).meaning,
      values: environments.map(({ values }) => values[placeholder]),
      used: environments.map((one) => isUsed(placeholder, one, service)),
      absent: absentWord(placeholder),
    })),
    ...stackRow(service),
  ];
}

/** Values of the one pipeline, which home has. */
const OF_HOME: readonly Placeholder[] = [
  ...(['buildProject', 'pipelineName', 'sourceRuleName', 'artifactBucketPrefix'] as const),
  ...(['repositoryId', 'connectionId', 'branch'] as const),
  ...(['sourceRepository', 'sourceBucket', 'sourceKey'] as const),
];

/** Values of a service and its deployment, which a home without a service does not have. */
const OF_SERVICES: readonly Placeholder[] = [
  ...(['cluster', 'service', 'container', 'family', 'logGroup', 'validateProject'] as const),
];

function isUsed(placeholder: Placeholder, { name }: Environment, service: Service): boolean {
  const { answers, model } = service;
  if (!promotes(answers)) return true;
  // The CodeDeploy role of each environment reads by it.
  if (placeholder === 'artifactBucketPrefix' && answers.deploy === 'codedeploy') return true;
  if (name !== model.home) return !OF_HOME.includes(placeholder);
  return !OF_SERVICES.includes(placeholder) || hasService(homeAnswers(answers));
}

/** The table of values: header and rows, as Markdown cells. Values that no environment has been given and that the account knows are left out. */
export function valueCells(
  values: readonly NamedValue[],
  environments: readonly Environment[],
): readonly (readonly string[])[] {
  const header = ['Value', 'What it is', ...environments.map(({ name }) => prose(name))];
  const rows = values
    .filter((value) => !isFoundOut(value))
    .map(({ name, meaning, values: all, used, absent }) => [
      code(name),
      prose(meaning),
      ...all.map((value, index) => {
        if (used[index] === false) return 'not used';
        return value === undefined ? absent : code(value);
      }),
    ]);
  return [header, ...rows];
}

/** True where every environment leaves the value to what the account says when deploying. */
export function isFoundOut({ values, absent }: NamedValue): boolean {
  return absent === FOUND_OUT && values.every((value) => value === undefined);
}

const FOUND_OUT = 'found out when deploying';

function absentWord(placeholder: Placeholder): string {
  const { optional, atDeploy } = placeholderSpec(placeholder);
  if (optional) return 'none';
  return atDeploy ? FOUND_OUT : 'not given yet';
}

function stackRow({ answers, model, environments }: Service): readonly NamedValue[] {
  const { target } = answers;
  if (target !== 'cloudformation' && target !== 'cdk') return [];
  const nameOf = (environment: Environment) => stackName(model.project, environment.name);
  return [
    {
      name: 'stack',
      meaning: 'CloudFormation stack; follows from the names',
      values: environments.map(nameOf),
      used: environments.map(() => true),
      absent: 'none',
    },
  ];
}

/** A role's name in one environment: its pattern holds the two names alone. */
export function roleName(role: ModelRole, project: string, environment: string): string {
  return substitute(role.name, derivedFromNames(project, environment));
}
