import { ACTION_FACTS, referencePage } from '../../lib/explain/action-facts.ts';
import { CONDITION_KEYS } from '../../lib/explain/condition-keys.ts';
import type { KnownRole, KnownStatement } from '../../lib/explain/known.ts';
import { knownCatalogue } from '../../lib/explain/known-catalogue.ts';
import { ROLE_LIVES } from '../../lib/explain/role-lives.ts';
import { statementFacts } from '../../lib/explain/statement-page.ts';
import { CATALOGUE } from '../../lib/roles/catalogue.ts';

const { roles, account } = knownCatalogue();
const statements = roles.flatMap(({ trust, statements: own }) => [...trust, ...own]);
const explained = roles.flatMap((role) =>
  [...role.trust, ...role.statements].map((one) => ({
    name: nameOf(one),
    facts: statementFacts(one, role, account),
  })),
);

test('the catalogue has every role, with its grants and options', () => {
  expect(roles.map(({ id }) => id)).toEqual(CATALOGUE.map(({ id }) => id));
  const withoutStatement = roles.filter((role: KnownRole) => role.statements.length === 0);
  expect(withoutStatement.map(({ id }) => id)).toEqual([]);
});

test('every action of the catalogue is explained, and no other', () => {
  const actions = [...new Set(statements.flatMap((one) => one.actions))].sort();
  expect(Object.keys(ACTION_FACTS).sort()).toEqual(actions);
});

test('every condition key of the catalogue is explained, and no other', () => {
  const keys = statements.flatMap(({ conditions }) => conditions.map(({ key }) => key));
  expect(Object.keys(CONDITION_KEYS).sort()).toEqual([...new Set(keys)].sort());
});

test('every role has a life', () => {
  expect(Object.keys(ROLE_LIVES)).toEqual(CATALOGUE.map(({ id }) => id));
});

test('every statement says what calls it', () => {
  const silent = statements.filter(
    ({ principals, why }) => principals === undefined && (why ?? '') === '',
  );
  expect(silent.map(nameOf)).toEqual([]);
});

test('every statement says what one sees without it, and where', () => {
  const silent = explained.filter(
    ({ facts: { symptom } }) => symptom === undefined || symptom.message.length < 20,
  );
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('every statement says why it is on its resources and under its conditions', () => {
  const silent = explained.filter(
    ({ facts: { reasons, conditionFacts } }) =>
      reasons.some(({ reason }) => reason === '') ||
      conditionFacts.some(({ meaning, without }) => meaning === undefined || without === undefined),
  );
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('every statement of permissions says what a wider one would open', () => {
  const silent = explained.filter(
    ({ facts: { principals, wider } }) => principals === undefined && wider.length === 0,
  );
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('every service has its page of the Service Authorization Reference', () => {
  const general = Object.keys(ACTION_FACTS).filter((one) => !referencePage(one).includes('/list_'));
  expect(general).toEqual([]);
});

test('every sentence ends as one', () => {
  const sentences = [
    ...Object.values(ACTION_FACTS).map(({ wider }) => wider),
    ...Object.values(CONDITION_KEYS).flatMap((one) => [one.meaning, one.sentBy, one.without]),
    ...Object.values(ROLE_LIVES).flatMap(({ assumedBy, moments }) => [assumedBy, ...moments]),
    ...explained.flatMap(({ facts }) => facts.reasons.map(({ reason }) => reason)),
  ];
  expect(sentences.filter((one) => !/^[A-Z].*[.]$/.test(one))).toEqual([]);
});

function nameOf({ role, sid, option }: KnownStatement): string {
  return `${role}.${sid}${option === undefined ? '' : ` (${option})`}`;
}
