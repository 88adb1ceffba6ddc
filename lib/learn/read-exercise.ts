import { attempt, checkKeys, isObject, parseObject } from '../answers/parse/basic.ts';
import { throwFaults, UserError } from '../errors.ts';
import type { TextFile } from '../json-text.ts';
import { readYaml } from '../yaml-text.ts';
import type { Check, Exercise, ExerciseDocuments } from './types.ts';

const KEYS = [
  ...['title', 'minutes', 'story', 'symptom', 'task', 'page', 'hints', 'checks', 'wider'],
  ...['wrong', 'documents', 'needs'],
];
const CHECK_KEYS = {
  request: ['id', 'who', 'asIf', 'action', 'resource', 'context', 'allow', 'say'],
  state: ['id', 'is', 'say'],
} as const;

/** The part of an exercise that its file says. */
export type Written = Omit<Exercise, 'name' | 'number' | 'folder'>;

/** Reads exercise.yaml. @throws UserError with every fault, each with file and line. */
export function readExercise(file: TextFile): Written {
  const { value, lineOf } = readYaml(file);
  const faults: UserError[] = [];
  const fault = (path: readonly string[], what: string, hint: string) => {
    const key = path.length === 0 ? '' : ` ${path.join('.')}`;
    faults.push(new UserError('BadExercise', `${file.name}:${lineOf(path)}:${key} ${what}.`, hint));
  };
  const objectAt = (path: readonly string[], raw: unknown, known?: readonly string[]) => {
    const own: UserError[] = [];
    const found = attempt(() => {
      const object = raw === undefined || raw === null ? {} : parseObject(raw);
      if (known !== undefined) checkKeys(object, known, path.at(-1) ?? 'an exercise');
      return object;
    }, own);
    for (const { message, hint } of own) fault(path, message.replace(/\.$/, ''), hint);
    return found?.value ?? {};
  };
  const textAt = (path: readonly string[], raw: unknown): string => {
    if (typeof raw === 'string' && raw.trim() !== '') return raw.trim();
    fault(path, 'needs a text', 'docs/teaching.md shows a whole exercise.');
    return '';
  };
  const textsAt = (path: readonly string[], raw: unknown): readonly string[] => {
    if (raw === undefined) return [];
    if (Array.isArray(raw)) return raw.map((one, index) => textAt([...path, String(index)], one));
    fault(path, 'is no list', 'Write a list, an item a line that begins with a dash.');
    return [];
  };
  const recordAt = (path: readonly string[], raw: unknown): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(objectAt(path, raw)).map(([key, one]) => [key, textAt([...path, key], one)]),
    );

  const root = objectAt([], value, KEYS);
  const minutes = typeof root.minutes === 'number' && root.minutes > 0 ? root.minutes : 0;
  if (minutes === 0) fault(['minutes'], 'needs a number', 'Write how long it takes, such as 5.');
  const page = textAt(['page'], root.page);
  if (page !== '' && !page.startsWith('https://')) {
    fault(['page'], 'is no address', "Give AWS's page on it, with https://.");
  }
  const listed = Array.isArray(root.checks) ? root.checks : [];
  if (listed.length === 0)
    fault(['checks'], 'needs one check at least', 'docs/teaching.md shows the kinds.');
  const checks = listed.map((raw, index) => checkAt(['checks', String(index)], raw));
  const ids = checks.map(({ id }) => id);
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) < index)
      fault(
        ['checks', String(index), 'id'],
        `'${id}' is given twice`,
        'Give each check an id of its own.',
      );
  }
  const wrong = recordAt(['wrong'], root.wrong);
  for (const [name, id] of Object.entries(wrong)) {
    if (!ids.includes(id))
      fault(['wrong', name], `names no check`, `The checks are ${ids.join(', ')}.`);
  }
  const documents = objectAt(['documents'], root.documents, ['boundaries', 'resources', 'scps']);
  const exercise: Written = {
    title: textAt(['title'], root.title),
    minutes,
    story: textAt(['story'], root.story),
    symptom: textAt(['symptom'], root.symptom),
    task: textAt(['task'], root.task),
    page,
    hints: textsAt(['hints'], root.hints),
    checks,
    wider: textAt(['wider'], root.wider),
    wrong,
    documents: {
      boundaries: recordAt(['documents', 'boundaries'], documents.boundaries),
      resources: recordAt(['documents', 'resources'], documents.resources),
      scps: textsAt(['documents', 'scps'], documents.scps),
    } satisfies ExerciseDocuments,
    ...(root.needs !== undefined && { needs: textAt(['needs'], root.needs) }),
  };
  throwFaults(faults);
  return exercise;

  function checkAt(path: readonly string[], raw: unknown): Check {
    const isState = isObject(raw) && raw.is !== undefined;
    const check = objectAt(path, raw, isState ? CHECK_KEYS.state : CHECK_KEYS.request);
    const id = textAt([...path, 'id'], check.id);
    const say = textAt([...path, 'say'], check.say);
    if (isState) {
      if (check.is === 'lock' || check.is === 'account') return { kind: check.is, id, say };
      fault([...path, 'is'], 'is neither lock nor account', 'Write lock or account.');
      return { kind: 'lock', id, say };
    }
    if (typeof check.allow !== 'boolean')
      fault([...path, 'allow'], 'is not true or false', 'Write true or false.');
    if (check.asIf !== undefined && check.asIf !== 'administrator') {
      fault([...path, 'asIf'], 'is not administrator', 'Write administrator, or leave it out.');
    }
    const context = Object.entries(objectAt([...path, 'context'], check.context)).map(
      ([key, one]): readonly [string, string | readonly string[]] => [
        key,
        Array.isArray(one) ? one.map(String) : String(one),
      ],
    );
    return {
      kind: 'request',
      id,
      say,
      who: textAt([...path, 'who'], check.who),
      ...(check.asIf === 'administrator' && { asIf: check.asIf }),
      action: textAt([...path, 'action'], check.action),
      resource: textAt([...path, 'resource'], check.resource),
      context: Object.fromEntries(context),
      allow: check.allow === true,
    };
  }
}
