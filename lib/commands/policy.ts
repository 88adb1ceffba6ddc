import type { Flag } from '../answers/command-line.ts';
import { LAST_FLAGS, valueFlag } from '../answers/flag-forms.ts';
import { fillDefinition } from '../definition/definition-of.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import { type PolicyDocument, policyDocument } from '../iam/document.ts';
import type { AccountFacts } from '../iam/fill.ts';
import { mapStrings } from '../iam/map-strings.ts';
import type { Statement } from '../iam/model.ts';
import { placeholdersIn } from '../iam/placeholders-in.ts';
import { type FilledString, fillString } from '../iam/template-string.ts';
import { environmentValues } from '../service/environment-values.ts';
import {
  execStatements,
  pipelineStatements,
  type TaskTag,
  validateStatements,
} from '../service/people.ts';
import type { Service } from '../service/types.ts';
import { assumedFacts } from './can-subject.ts';
import { environmentOf } from './environment-of.ts';
import { EXIT } from './exit.ts';
import type { Invocation } from './invocation.ts';
import { findRepo, loadRepo, loadService } from './load-repo.ts';
import { boundaryNote, operatorPolicyOf, sizeNote } from './print-operator-policy.ts';
import { nameOtherAnswers } from './retired.ts';

/** The policies for people, by their words. */
export const KINDS = ['exec', 'pipeline', 'validate', 'operator'] as const;

/** The flags of `policy`. */
export const POLICY_FLAGS: readonly Flag[] = [
  valueFlag('environment', 'NAME', 'The environment of the repo (else its first).'),
  valueFlag('tag', 'KEY=VALUE', 'With exec: a tag that the tasks must carry.'),
  ...LAST_FLAGS,
];

/**
 * Prints a policy for people as JSON: who may open ECS Exec, who sets up the pipeline, who validates
 * or operates the roles. Gives the exit code.
 *
 * @throws UserError `PolicyMissing`, `UnknownPolicy`, `BadFlag`, `NoPipeline`; what loading the repo
 * throws.
 */
export async function runPolicy({ line, from, io }: Invocation): Promise<number> {
  throwFaults(line.faults);
  const kind = kindOf(line.positionals[0]);
  const tag = tagOf(line.flags.tag?.at(-1), kind);
  const root = findRepo(from);
  const service = loadService(root);
  nameOtherAnswers(root, service, io);
  const { name, values } = environmentOf(service.environments, line.flags.environment?.at(-1));
  const { facts, assumptions } = assumedFacts({ known: values, arns: [] });
  if (kind === 'operator') {
    const { environments } = await loadRepo(root);
    const environment = environmentOf(environments, name);
    const definition = fillDefinition(environment.definition, facts);
    const policy = operatorPolicyOf({ ...environment, definition }, facts);
    io.out(`${JSON.stringify(policy, null, 2)}\n`);
    io.err(sizeNote(name, policy) + boundaryNote([environment]));
  } else {
    const statements = {
      exec: () => execStatements(service, tag),
      pipeline: () => setUp(service),
      validate: () => validateStatements(service),
    }[kind]();
    const policy = filledPolicy(statements, { service, name, facts });
    io.out(`${JSON.stringify(policy, null, 2)}\n`);
  }
  for (const one of assumptions) io.err(`Note: ${one}\n`);
  return EXIT.done;
}

function kindOf(word: string | undefined): (typeof KINDS)[number] {
  const kind = KINDS.find((one) => one === word);
  if (kind !== undefined) return kind;
  const all = KINDS.join(', ');
  if (word === undefined) {
    const hint = `Write ecs-iam policy POLICY with one of: ${all}.`;
    throw new UserError('PolicyMissing', 'No policy is named.', hint);
  }
  const hint = didYouMean(word, KINDS, `The policies are: ${all}.`);
  throw new UserError('UnknownPolicy', `There is no policy ${shown(word)}.`, hint);
}

function tagOf(text: string | undefined, kind: string): TaskTag | undefined {
  if (text === undefined) return undefined;
  if (kind !== 'exec') {
    throw new UserError('BadFlag', `--tag does not go with ${kind}.`, 'Leave --tag out.');
  }
  const [, key, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (key !== undefined && value !== undefined) return { key, value };
  const hint = 'As in --tag team=orders.';
  throw new UserError('BadFlag', `--tag: '${text}' is not KEY=VALUE.`, hint);
}

function setUp(service: Service): readonly Statement[] {
  const statements = pipelineStatements(service);
  if (statements.length > 0) return statements;
  const hint = 'A pipeline needs the roles codebuild and codepipeline.';
  throw new UserError('NoPipeline', 'This repo makes no pipeline.', hint);
}

interface Place {
  readonly service: Service;
  readonly name: string;
  readonly facts: AccountFacts;
}

function filledPolicy(
  statements: readonly Statement[],
  { service: { answers }, name, facts }: Place,
): PolicyDocument {
  const own = answers.environments.find((one) => one.name === name);
  if (own === undefined) throw new Error(`There is no environment '${name}'.`);
  const placeholders = placeholdersIn([statements]);
  const values = { ...environmentValues(own, answers, placeholders).values, ...facts };
  return policyDocument(
    mapStrings<readonly Statement[], readonly Statement<FilledString>[]>(statements, (one) =>
      fillString(one, values),
    ),
  );
}
