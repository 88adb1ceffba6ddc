import type { ResourcePolicy } from '../../iam/model.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { pascalCase, sharedStackName } from '../../names.ts';
import { REPOSITORY_LIFECYCLE } from '../../service/repository-lifecycle.ts';
import type { SharedUnit } from '../../service/shared-units.ts';
import type { Service } from '../../service/types.ts';
import { array, block, documentation, lineComment, list, printStatement } from './code.ts';
import { importLines } from './import-lines.ts';
import { propertyName } from './literals.ts';
import { placeholderVariables } from './placeholder-variables.ts';
import { destinationPolicy, logsPolicy, statementCode } from './shared-policies.ts';
import { expression } from './statement-code.ts';

/** A shared stack of the app: its file below `lib/`, its class and its name in the account. */
export interface SharedStack {
  readonly file: string;
  readonly className: string;
  readonly stackName: string;
  readonly unit: SharedUnit;
}

/** The shared stacks, in the order of their environments. */
export function sharedStacks({ shared, model }: Service): readonly SharedStack[] {
  return shared.map((unit) => ({
    file: unit.name === undefined ? 'shared-stack' : `shared-stack-${unit.name}`,
    className: `SharedStack${pascalCase(unit.name ?? '')}`,
    stackName: sharedStackName(model.project, unit.name),
    unit,
  }));
}

/** The policies of a unit on one kind of thing. */
function policiesOn(kind: ResourcePolicy['kind'], { policies }: SharedUnit) {
  return policies.filter((policy) => policy.kind === kind);
}

/** A stack needs a resource; one with policies of log destinations alone has none. */
function isEmpty(unit: SharedUnit): boolean {
  return unit.repositories.length + policiesOn('logs', unit).length === 0;
}

/** `lib/shared-stack.ts`: what environments of one account and Region share. */
export function sharedStackFile({ className, unit }: SharedStack, service: Service): string {
  const variables = placeholderVariables(placeholdersIn([unit]), 'this');
  const parts = [
    ...unit.repositories.map((name) => repository(name, unit, service)),
    ...policiesOn('logs', unit).map(logsPolicy),
    ...policiesOn('logs-destination', unit).map(destinationPolicy),
    ...(isEmpty(unit) ? [["    new CfnWaitConditionHandle(this, 'Nothing');"]] : []),
  ];
  const names = unit.environments.join(', ');
  return `${imports(unit, service)}
${documentation(`What stands once for ${names}: made before the roles, kept when an environment goes.`, 0)}
export class ${className} extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    RemovalPolicies.of(this).retain();
${[...variables, ...parts.flatMap((part, index) => (index > 0 || variables.length > 0 ? ['', ...part] : part))].join('\n')}
  }
}
`;
}

function imports(unit: SharedUnit, service: Service): string {
  const { repositories, policies } = unit;
  const hasRepository = repositories.length > 0;
  const statements = policies.flatMap((policy) => policy.statements);
  const kinds = statements.flatMap(({ principals }) => principals.map(({ kind }) => kind));
  return importLines({
    'aws-cdk-lib': {
      CfnOutput: policiesOn('logs-destination', unit).length > 0,
      CfnWaitConditionHandle: isEmpty(unit),
      Duration: hasRepository,
      RemovalPolicies: true,
      Stack: true,
      'type StackProps': true,
    },
    'aws-cdk-lib/aws-ecr': {
      Repository: hasRepository,
      TagMutability: hasRepository,
      TagStatus: hasRepository,
    },
    'aws-cdk-lib/aws-iam': {
      ArnPrincipal: kinds.includes('aws'),
      Effect: statements.some(({ effect }) => effect === 'Deny'),
      FederatedPrincipal: kinds.includes('federated'),
      PolicyDocument: policiesOn('logs-destination', unit).length > 0,
      PolicyStatement: statements.length > 0,
      ServicePrincipal: kinds.includes('service'),
    },
    'aws-cdk-lib/aws-logs': { ResourcePolicy: policiesOn('logs', unit).length > 0 },
    constructs: { 'type Construct': true },
    './environments': {
      environments: repositories.some((name) => reference(name, unit, service) !== undefined),
    },
  });
}

function repository(
  name: SharedUnit['repositories'][number],
  unit: SharedUnit,
  service: Service,
): readonly string[] {
  const untaggedDays = REPOSITORY_LIFECYCLE.rules[0].selection.countNumber;
  const policy = unit.policies.find(
    ({ kind, owner }) => kind === 'ecr-repository' && owner === name,
  );
  const index = unit.repositories.indexOf(name);
  const suffix = index === 0 ? '' : String(index + 1);
  const variable = `repository${suffix}`;
  const code = block(
    `${policy ? `const ${variable} = ` : ''}new Repository(this, 'Repository${suffix}', {`,
    [
      { label: 'repositoryName: ', code: reference(name, unit, service) ?? expression(name) },
      { label: 'imageTagMutability: ', code: 'TagMutability.IMMUTABLE' },
      { label: 'imageScanOnPush: ', code: 'true' },
      {
        comment: 'Untagged images alone: a service may still run any image that has a tag.',
        label: 'lifecycleRules: ',
        code: array([
          block(
            '{',
            [
              { label: 'tagStatus: ', code: 'TagStatus.UNTAGGED' },
              { label: 'maxImageAge: ', code: `Duration.days(${untaggedDays})` },
            ],
            '}',
          ),
        ]),
      },
    ],
    '})',
  );
  return [
    printStatement(code, 4),
    ...(policy?.statements ?? []).flatMap((statement) => [
      lineComment(statement.why, 4),
      printStatement(
        list(`${variable}.addToResourcePolicy(`, [{ code: statementCode(statement) }], ')'),
        4,
      ),
    ]),
  ];
}

/** The repository as an environment of the unit names it, so that the name stands once. */
function reference(
  name: string,
  { environments }: SharedUnit,
  service: Service,
): string | undefined {
  const owner = service.environments.find(
    (one) => environments.includes(one.name) && one.values.repository === name,
  );
  if (owner === undefined || !service.placeholders.includes('repository')) return undefined;
  return `environments${environmentAccess(owner.name)}.repository`;
}

/** `.dev`, or `['1st']` where the name is no identifier: an environment of the table. */
export function environmentAccess(name: string): string {
  const property = propertyName(name);
  if (property === name) return `.${name}`;
  return property.startsWith('[') ? property : `[${property}]`;
}
