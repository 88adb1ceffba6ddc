import { didYouMean } from '../../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../../errors.ts';
import { isPlaceholder, PLACEHOLDER_NAMES } from '../../iam/placeholders.ts';
import { placeholdersOf, template } from '../../iam/template-string.ts';
import type { TaskStatement } from '../types.ts';
import { badValue, checkKeys, isObject, parseEach, parseEntries, parseText } from './basic.ts';

/** The user's own statements for the task role. */
export function parseTaskStatements(raw: unknown): readonly TaskStatement[] {
  if (!Array.isArray(raw)) throw badValue(raw, 'a list of statements');
  const statements = parseEach(raw, parseStatement);
  const twice = statements.find(
    ({ sid }, at) => statements.findIndex((one) => one.sid === sid) < at,
  );
  if (twice === undefined) return statements;
  throw new UserError('SidTwice', `Two statements have the sid '${twice.sid}'.`, 'Rename one.');
}

const KEYS = ['sid', 'actions', 'resources', 'conditions', 'why'];

function parseStatement(raw: unknown, index: number): TaskStatement {
  if (!isObject(raw)) throw badValue(raw, 'a statement');
  const where = `statement ${typeof raw.sid === 'string' ? shown(raw.sid) : index + 1}`;
  checkKeys(raw, KEYS, where);
  const sid = parseText(raw.sid, 'a sid');
  if (!/^[A-Za-z0-9]{1,100}$/.test(sid)) throw badValue(sid, 'a sid: it takes letters and digits');
  const why = raw.why === undefined ? undefined : parseLine(raw.why);
  const actions = parseEach(nonEmptyList(raw.actions, `actions of ${where}`), parseAction);
  const resources = parseEach(nonEmptyList(raw.resources, `resources of ${where}`), (resource) =>
    parseResource(resource, why !== undefined && why.trim() !== ''),
  );
  const conditions = raw.conditions === undefined ? undefined : parseConditions(raw.conditions);
  return {
    sid,
    actions,
    resources,
    ...(conditions !== undefined && { conditions }),
    ...(why !== undefined && { why }),
  };
}

function nonEmptyList(raw: unknown, what: string): readonly unknown[] {
  if (typeof raw === 'string') return [raw];
  if (Array.isArray(raw) && raw.length > 0) return raw;
  throw new UserError(
    'BadValue',
    `The ${what} are not a list with at least one item.`,
    'Write them as a list of texts: ["…"].',
  );
}

/** `service:Action`; a prefix such as `s3:Get*` as written, never a whole service. */
function parseAction(raw: unknown): string {
  const text = parseText(raw, 'an action');
  if (/^[a-z0-9-]+:[A-Za-z][A-Za-z0-9]*\*?$/.test(text)) return text;
  const wide = /\*/.test(text);
  throw new UserError(
    wide ? 'WildcardRefused' : 'BadValue',
    wide ? `The action ${shown(text)} is too wide.` : `${shown(text)} is not an action.`,
    'Name actions as service:Action; a prefix such as s3:Get* is the widest.',
  );
}

function parseResource(raw: unknown, explained: boolean): string {
  const text = parseLine(raw);
  if (text === '*') {
    if (explained) return text;
    throw new UserError(
      'WildcardRefused',
      "The resource '*' is every resource of the account.",
      'Name the resource, or explain in "why" why it must be every one.',
    );
  }
  if (/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(text)) return text;
  throw badValue(text, 'a resource', 'Write an ARN such as arn:<partition>:s3:::my-bucket/*.');
}

const OPERATOR =
  /^(ForAllValues:|ForAnyValue:)?(String(Not)?(Equals|EqualsIgnoreCase|Like)|Numeric(Not)?Equals|Numeric(Less|Greater)Than(Equals)?|Date(Not)?Equals|Date(Less|Greater)Than(Equals)?|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like)|Null)(IfExists)?$/;

function parseConditions(raw: unknown): NonNullable<TaskStatement['conditions']> {
  return parseEntries(raw, (operator, keys) => {
    if (!OPERATOR.test(operator)) throw badValue(operator, 'a condition operator of IAM');
    return parseEntries(keys, (key, values) => {
      if (!/^[A-Za-z0-9-]+:[\u0021-\u007e]+$/.test(key)) throw badValue(key, 'a condition key');
      return parseEach(nonEmptyList(values, `values of ${shown(key)}`), parseLine);
    });
  });
}

/** Text on one line in the characters that IAM takes in a policy, with placeholders that exist. */
function parseLine(raw: unknown): string {
  const text = parseText(raw, 'text');
  if (!/^[\u0020-\u007e\u00a0-\u00ff]+$/.test(text)) {
    throw badValue(text, 'printable Latin-1 text on one line (what IAM takes in a policy)');
  }
  const unknown = placeholdersOf(template(text)).filter((one) => !isPlaceholder(one));
  throwFaults(unknown.map((placeholder) => unknownPlaceholder(placeholder, text)));
  return text;
}

function unknownPlaceholder(placeholder: string, text: string): UserError {
  return new UserError(
    'UnknownPlaceholder',
    `${shown(text)} holds the unknown placeholder <${placeholder}>.`,
    didYouMean(placeholder, PLACEHOLDER_NAMES, 'The README lists every placeholder.'),
  );
}
