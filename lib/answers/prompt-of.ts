import { lengthFault } from './lengths.ts';
import { isPairs, pairsOf, pairsText } from './pairs.ts';
import { attempt } from './parse/basic.ts';
import { parseEnvironments } from './parse/environments.ts';
import { parseRoles } from './parse/roles.ts';
import { checkPerEnvironment, perEnvironmentText } from './per-environment.ts';
import { namedRoles } from './pipeline-roles.ts';
import type { Prompt, Replies } from './prompt.ts';
import type { Question } from './question.ts';
import { problemOf, soFarOf } from './replies.ts';
import type { Answers } from './types.ts';

/** The prompt of a question: it offers the answer as it would be without asking. */
export function promptOf(row: Question, offered: Answers): Prompt {
  const { name, type, message } = row;
  const help = helpOf(row);
  const choices = (row.choices ?? []).map(({ value, title, hint = '', recommended }) => ({
    value,
    name: recommended ? `${title} (recommended)` : title,
    description: hint,
  }));
  if (type === 'checkbox') {
    const roles: readonly string[] = namedRoles(offered.roles);
    const all = choices.map((choice) => ({ ...choice, checked: roles.includes(choice.value) }));
    const validate = (ticked: unknown, replies: Replies = {}) => {
      const values = valuesOf(ticked);
      const lacks = row.needed?.({ ...offered, [name]: values });
      const isWrong = lacks ?? problemOf(row.parse, values);
      if (isWrong !== true) return isWrong;
      return lengthOf(row, values, { ...offered, ...soFarOf(replies, offered) }) ?? true;
    };
    return { type, name, message, choices: all, pageSize: 15, help, validate };
  }
  // Yes or no may have a third answer beside them.
  if (type === 'select' || (type === 'confirm' && choices.length > 0)) {
    return { type: 'select', name, message, choices, help, default: Object(offered)[name] };
  }
  return {
    type,
    name,
    message: isShort(row) ? `${message} (${inBrackets(row.explanation)})` : message,
    ...offeredText(row, offered),
    needs: (replies) => row.needed?.(soFarOf(replies, offered)) !== undefined,
    validate: (value, replies = {}) => {
      if (value === '?') return help;
      const soFar = soFarOf(replies, offered);
      const lacks = value === '' && row.needed?.(soFar);
      const { environments = [] } = soFar;
      const parse = isPerEnvironment(row)
        ? (text: unknown) => checkPerEnvironment(row, text, environments)
        : (text: unknown) => parseReply(row, text, offered);
      const isWrong = lacks || problemOf(parse, value);
      return isWrong === true ? (lengthOf(row, value, { ...offered, ...soFar }) ?? true) : isWrong;
    },
  };
}

/** A reply is parsed as an answer is: presets may have roles of their own. */
function parseReply(row: Question, text: unknown, { presets }: Answers): unknown {
  const raw = isPairs(row) ? pairsOf(text) : text;
  return row.kind === 'answer' ? row.parse(raw, presets.list) : row.parse(raw);
}

/** What the question decides, and the flag that answers it. */
function helpOf({ explanation, flag, metavar }: Question): string {
  return `${explanation} As a flag: --${flag} ${metavar}.`;
}

/** Of a name that every role's name holds, whether it leaves them short enough. */
function lengthOf({ name }: Question, value: unknown, soFar: Answers): string | undefined {
  if (name === 'project') return lengthFault({ ...soFar, project: String(value) });
  if (name === 'environments') {
    const environments = attempt(() => parseEnvironments(value), [])?.value ?? [];
    return lengthFault({ ...soFar, environments });
  }
  if (name !== 'roles') return undefined;
  const roles = attempt(() => parseRoles(value), [])?.value;
  return roles && lengthFault({ ...soFar, roles });
}

/** What a question decides, as a part of its line: without what its default says already. */
function inBrackets(explanation: string): string {
  const text = explanation.replace(/( \(else .*\))?\.$/, '');
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** Questions that everybody is asked say what they decide; those that follow a choice are told by it. */
function isShort({ when, feature, asked }: Question): boolean {
  return when === undefined && feature === undefined && asked === 'main';
}

/** Inquirer validates the choices that are ticked, not their values. */
function valuesOf(ticked: unknown): unknown {
  if (!Array.isArray(ticked)) return ticked;
  return ticked.map((one: unknown) => Object(one).value ?? one);
}

/** What an input offers: what is known, else a suggestion that holds the project just named. */
function offeredText(row: Question, offered: Answers): Pick<Prompt, 'default'> {
  if (row.name === 'environments') {
    return { default: offered.environments.map(({ name }) => name).join(',') };
  }
  const known = textOf(row, offered);
  if (known !== undefined && known !== '') return { default: known };
  const { suggestion } = row;
  if (suggestion === undefined) return {};
  const fill = (replies: Replies) =>
    suggestion.replaceAll('<project>', String(replies.project ?? offered.project));
  return { default: fill };
}

/** The answer as somebody would type it; undefined where there is none, or none that fits a line. */
export function textOf(row: Question, offered: Answers): string | undefined {
  if (row.kind === 'placeholder') {
    return isPerEnvironment(row) ? perEnvironmentText(row.name, offered) : offered.values[row.name];
  }
  const written = row.write === undefined ? offered[row.name] : row.write(offered);
  if (typeof written === 'string') return written;
  if (typeof written === 'number') return String(written);
  if (isPairs(row)) return pairsText(Object(written));
  const items: readonly unknown[] = Array.isArray(written) ? written : [];
  const isText = items.length > 0 && items.every((one) => typeof one === 'string');
  return isText ? items.join(',') : undefined;
}

/** True where one line may name the value of each environment. */
export function isPerEnvironment({ kind, asked, fromFlag }: Question): boolean {
  return kind === 'placeholder' && asked !== 'main' && fromFlag === undefined;
}
