import { existingRoleIds } from '../answers/existing-roles.ts';
import { attempt, parseItems } from '../answers/parse/basic.ts';
import { parseRoles, refuseOwnRole } from '../answers/parse/roles.ts';
import { namedRoles } from '../answers/pipeline-roles.ts';
import { follows, selectedRoles } from '../answers/selected-roles.ts';
import { type Entry, located } from '../answers/sources.ts';
import type { Answers } from '../answers/types.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import { ROLES, type RoleId, roleById } from '../roles/registry.ts';
import {
  type AnswersChange,
  type ChangeKind,
  type ChangeRequest,
  changeEntry,
  NO_CHANGE,
  notThere,
} from './types.ts';

const WORD = 'role';

/** Roles by their ids: the answer `roles` becomes a list where it was one word. */
export const roleKind: ChangeKind = {
  word: WORD,
  name: 'roles',
  usage: 'ROLE…',
  summary: 'A role of the catalogue: ecs-iam list roles has them.',
  items: selectedRoles,
  offered: (answers) => {
    const now: readonly string[] = answers === undefined ? [] : selectedRoles(answers);
    return ROLES.map(({ id }) => id).filter((id) => !now.includes(id));
  },
  change: (request) => (request.verb === 'add' ? added(request) : removed(request)),
};

/** The role that an answer of its own brings, where the launch or the pipeline do not depend on it. */
const EXEC = 'ecs-exec';

function added({ verb, words, answers, presets }: ChangeRequest): AnswersChange {
  const items = words.flatMap(parseItems);
  const group = items.find((one) => one === 'all' || one === 'recommended');
  if (group !== undefined) throw alone(String(group));
  const ids = located(`${verb} ${WORD}`, () => parseRoles(items, presets));
  if (typeof ids === 'string') throw alone(ids);
  const existing = existingRoleIds(answers);
  throwFaults(
    ids
      .filter((id) => existing.has(id))
      .map((id) => {
        const message = `${verb} ${WORD}: Role ${id} exists already and is used, so it is not made.`;
        const hint = `To make it here, write ecs-iam remove existing-role ${id} first.`;
        return new UserError('RoleExists', message, hint);
      }),
  );
  const now = selectedRoles(answers);
  const fresh = ids.filter((id) => !now.includes(id));
  const named = fresh.filter((id) => id !== EXEC);
  return {
    ...NO_CHANGE,
    entries: [
      ...(named.length === 0 ? [] : [rolesEntry([...listed(answers), ...named], answers, verb)]),
      ...(fresh.includes(EXEC) ? [execEntry('separate', verb)] : []),
    ],
    done: fresh,
    already: ids.filter((id) => now.includes(id)),
  };
}

function removed({ verb, words, answers }: ChangeRequest): AnswersChange {
  const now = selectedRoles(answers);
  const gone = words.flatMap(parseItems).map(String);
  const left = listed(answers).filter((id) => !gone.includes(id));
  throwFaults(gone.flatMap((id) => removalFaults(id, left, answers)));
  const listing = listed(answers).some((id) => gone.includes(id));
  return {
    ...NO_CHANGE,
    entries: [
      ...(listing ? [rolesEntry(left, answers, verb)] : []),
      ...(gone.includes(EXEC) ? [execEntry('off', verb)] : []),
    ],
    done: now.filter((id) => gone.includes(id)),
  };
}

function removalFaults(
  text: string,
  left: readonly RoleId[],
  answers: Answers,
): readonly UserError[] {
  const now: readonly string[] = selectedRoles(answers);
  const faults: UserError[] = [];
  attempt(() => refuseOwnRole(text, answers.presets.list, 'it goes with the preset'), faults);
  if (faults.length > 0) return faults;
  if (!now.includes(text)) {
    const { message, hint } = notThere(WORD, `'${text}'`, now);
    return [new UserError('NotThere', message, didYouMean(text, now, hint))];
  }
  if (text === EXEC) return [];
  const stays = attempt(() => selectedRoles({ ...answers, roles: left }), [])?.value ?? [];
  const id = stays.find((one) => one === text);
  if (id === undefined || !follows(id, { ...answers, roles: left })) return [];
  const message = `remove ${WORD}: Role ${id} follows from other answers, and goes with them.`;
  return [new UserError('RoleFollows', message, `ecs-iam explain ${id} says when it is made.`)];
}

/** The roles that an answer has to name so that it stands for those there are now. */
function listed(answers: Answers): readonly RoleId[] {
  const selected = selectedRoles(answers);
  const existing = existingRoleIds(answers);
  const named = namedRoles(answers.roles);
  return ROLES.map(({ id }) => id).filter((id) => {
    if (typeof answers.roles !== 'string') return named.includes(id);
    // What follows from a feature comes by itself.
    if (roleById(id).follows !== undefined || id === EXEC) return false;
    return selected.includes(id) || (named.includes(id) && existing.has(id));
  });
}

/** The list, or the word that stands for the same. */
function rolesEntry(ids: readonly RoleId[], answers: Answers, verb: ChangeRequest['verb']): Entry {
  const list = ROLES.map(({ id }) => id).filter((id) => ids.includes(id));
  const asWord = { ...answers, roles: 'recommended' } as const;
  const isUsual = String(listed(asWord)) === String(list);
  const value = isUsual ? 'recommended' : list;
  return changeEntry(['roles'], value, { verb, word: WORD });
}

function execEntry(value: Answers['exec'], verb: ChangeRequest['verb']): Entry {
  return changeEntry(['exec'], value, { verb, word: WORD });
}

function alone(text: string): UserError {
  const message = `${shown(text)} stands for several roles, and add role takes single ones.`;
  return new UserError('UnknownRole', message, `Write ecs-iam new . --roles ${text}.`);
}
