import { isRoleId } from '../roles/registry.ts';
import { ACTION_FACTS, referencePage, spellAction } from './action-facts.ts';
import { CONDITION_KEYS } from './condition-keys.ts';
import type { KnownCondition, KnownRole, KnownStatement } from './known.ts';
import { exact, items, links, type Row, type Section, texts } from './page.ts';
import { resourceReason } from './resources.ts';
import { symptomOf } from './symptoms.ts';
import type { Symptom } from './task-symptoms.ts';

/** What `explain` says of one statement, as data. */
export interface StatementFacts extends KnownStatement {
  readonly does: readonly { readonly action: string; readonly does?: string }[];
  /** What one sees without it; absent for a trust statement of whom nothing is known. */
  readonly symptom?: Symptom;
  readonly reasons: readonly { readonly resource: string; readonly reason: string }[];
  readonly conditionFacts: readonly ConditionFact[];
  /** What a wider one would open. */
  readonly wider: readonly string[];
  readonly pages: readonly string[];
}

interface ConditionFact extends KnownCondition {
  readonly meaning?: string;
  readonly without?: string;
}

/** Everything that is known of a statement. */
export function statementFacts(
  statement: KnownStatement,
  { id, name }: Pick<KnownRole, 'id' | 'name'>,
  account: string,
): StatementFacts {
  const { actions, resources, conditions, effect } = statement;
  const [action = ''] = actions;
  const [resource = '*'] = resources;
  const isTrust = statement.principals !== undefined;
  const symptom =
    id === undefined || !isRoleId(id) || effect === 'Deny'
      ? undefined
      : isTrust
        ? trustSymptom(id, `arn:aws:iam::${account}:role/${name}`)
        : symptomOf({ role: id, roleName: name, account, action: sampleAction(action), resource });
  return {
    ...statement,
    does: actions.map((one) => {
      const does = ACTION_FACTS[spellAction(one)]?.does;
      return { action: one, ...(does !== undefined && { does }) };
    }),
    ...(symptom && { symptom }),
    reasons: resources.map((one) => ({ resource: one, reason: resourceReason(one) })),
    conditionFacts: conditions.map((one) => ({ ...one, ...factsOfKey(one.key) })),
    wider: isTrust ? [] : widerOf(statement),
    pages: [...new Set([...actions.map(referencePage), ...keyPages(conditions)])],
  };
}

/** A wildcard is no call that fails; one of its calls is. */
function sampleAction(action: string): string {
  return action.replace(
    /Describe\*$/,
    action.startsWith('ec2') ? 'DescribeInstances' : 'DescribeTargetGroups',
  );
}

function factsOfKey(key: string): Pick<ConditionFact, 'meaning' | 'without'> {
  const facts = CONDITION_KEYS[key];
  return facts === undefined ? {} : { meaning: facts.meaning, without: facts.without };
}

function keyPages(conditions: readonly KnownCondition[]): readonly string[] {
  return conditions.flatMap(({ key }) => CONDITION_KEYS[key]?.page ?? []);
}

function widerOf({ actions, effect }: KnownStatement): readonly string[] {
  if (effect === 'Deny') return [];
  return [...new Set(actions.flatMap((one) => ACTION_FACTS[spellAction(one)]?.wider ?? []))];
}

/** What one sees when nobody may assume the role. */
function trustSymptom(id: string, arn: string): Symptom {
  switch (id) {
    case 'codebuild':
    case 'codebuild-validate':
    case 'codebuild-deploy':
    case 'codebuild-batch':
      return {
        message: `CodeBuild is not authorized to perform: sts:AssumeRole on ${arn}`,
        where: 'the answer to CreateProject, or the phase details of the build',
      };
    case 'github-oidc-deploy':
      return {
        message:
          'Error: Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity',
        where: 'the log of the job',
      };
    case 'codepipeline':
      return {
        message: `CodePipeline is not authorized to perform AssumeRole on role ${arn}`,
        where: 'the pipeline, at its first action',
      };
    default:
      return {
        message: `ECS was unable to assume the role '${arn}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`,
        where: 'the events of the service; other services say the same in words of their own',
      };
  }
}

/** The sections on one statement. */
export function statementSections(facts: StatementFacts): readonly Section[] {
  const { symptom, wider, pages, effect, principals, origin } = facts;
  const verb = effect === 'Deny' ? 'It denies' : principals ? 'Who it lets in' : 'It allows';
  const sections: readonly (Section | undefined)[] = [
    { title: principals ? 'Whose it is' : 'What calls it', rows: texts(whoCalls(facts)) },
    { title: verb, rows: [...allowed(facts)] },
    facts.reasons.length === 0 && facts.conditionFacts.length === 0
      ? undefined
      : { title: 'Why on this, and under this condition', rows: reasonRows(facts) },
    symptom && {
      title: 'Without it',
      rows: [
        ...texts(`This stands in ${symptom.where}:`),
        ...exact(symptom.message),
        ...texts('Give that message to ecs-iam why.'),
      ],
    },
    wider.length === 0 || (origin === 'own' && wider.length === 0)
      ? undefined
      : { title: 'A wider one', rows: texts(...wider) },
    { title: 'The AWS page', rows: links(pages) },
  ];
  return sections.flatMap((one) => (one === undefined || one.rows.length === 0 ? [] : [one]));
}

function whoCalls({ origin, why, file, role }: StatementFacts): string | undefined {
  const place = file === undefined ? 'the files of this repo' : file;
  if (origin === 'own') {
    return `This statement is the owner's own: ${place} has it, and the generator does not write it for ${role}. Why it is there, they know.`;
  }
  if (origin === 'edited') {
    const original = why === undefined ? '' : ` As generated it is there for this: ${why}`;
    return `This statement was edited in ${place}, so it is the owner's own.${original}`;
  }
  return why;
}

function allowed({ does, principals = [], conditions }: StatementFacts): readonly Row[] {
  return [
    ...items(principals),
    ...items(
      does.map(({ action, does: words }) => (words === undefined ? action : `${action}: ${words}`)),
    ),
    ...items(conditions.map((one) => `only if ${conditionWords(one)}`)),
  ];
}

/** A condition in words. */
export function conditionWords({ operator, key, values }: KnownCondition): string {
  const words = OPERATORS[operator.replace(/^For(Any|All)Values?:/, '')] ?? operator;
  return `${key} ${words} ${values.join(' or ')}`;
}

const OPERATORS: Readonly<Record<string, string>> = {
  StringEquals: 'is',
  ArnEquals: 'is',
  StringLike: 'is like',
  ArnLike: 'is like',
  Bool: 'is',
  StringEqualsIfExists: 'is absent or',
  ArnLikeIfExists: 'is absent or like',
  Null: 'is absent:',
};

function reasonRows({ reasons, conditionFacts }: StatementFacts): readonly Row[] {
  return [
    ...reasons.flatMap(({ resource, reason }) => items([`on ${resource}: ${reason}`])),
    ...conditionFacts.flatMap(({ key, meaning, without }) =>
      meaning === undefined ? [] : items([`${key}: ${meaning} Without it: ${without ?? ''}`]),
    ),
  ];
}

/** A statement with its place. */
export function headOf({ role, sid, policy, option, file, line, origin }: KnownStatement): string {
  const place = file === undefined ? '' : `, ${file}${line === undefined ? '' : `:${line}`}`;
  const part = option === undefined ? '' : `, with ${option}`;
  const owner =
    origin === 'generated' ? '' : origin === 'edited' ? ', edited' : ", the owner's own";
  return `${role}.${sid} (${policy === undefined ? 'trust policy' : `policy ${policy}`}${part}${place}${owner})`;
}
