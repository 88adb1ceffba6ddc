import { matchesPattern } from '../evaluate/wildcards.ts';
import type { GrantPreset } from '../grants/types.ts';
import { OF_ENVIRONMENT } from '../iam/placeholders.ts';
import { placeholdersIn } from '../iam/placeholders-in.ts';
import { ACTION_FACTS, referencePage } from './action-facts.ts';
import { CONDITION_KEYS } from './condition-keys.ts';
import { entryOf, type KnownRoles, type KnownStatement } from './known.ts';
import { grantStatements } from './known-catalogue.ts';
import { type Explanation, exact, items, links, type Page, type Section, texts } from './page.ts';
import { explainRole } from './role-page.ts';
import {
  conditionWords,
  headOf,
  type StatementFacts,
  statementFacts,
  statementSections,
} from './statement-page.ts';
import type { ExplainSubject } from './subject.ts';

/** Explains a subject, by what the repo has, else by the catalogue. */
export function explain(subject: ExplainSubject, known: KnownRoles): Explanation {
  switch (subject.kind) {
    case 'overview':
      return explainAll(known);
    case 'role':
      return explainRole(subject.role, known);
    case 'statements':
      return explainStatements(subject, known);
    case 'action':
      return explainAction(subject.action, known);
    case 'key':
      return explainKey(subject.key, known);
    case 'grant':
      return explainGrant(subject.grant, known);
  }
}

function explainAll({ roles, environment }: KnownRoles): Explanation {
  const list = roles.map((role) => ({
    role: role.id ?? role.name,
    name: role.name,
    purpose: entryOf(role)?.purpose ?? "The owner's own role.",
  }));
  const where = environment === undefined ? 'that there are' : `of environment ${environment}`;
  return {
    page: {
      title: `The roles ${where}`,
      sections: [
        ...list.map(({ role, purpose }) => ({ title: role, rows: texts(purpose) })),
        {
          title: 'To read on',
          rows: texts(
            'ecs-iam explain ROLE explains a role; ROLE.STATEMENT, an action or a condition key explains one thing.',
          ),
        },
      ],
    },
    json: { subject: 'overview', ...(environment && { environment }), roles: list },
  };
}

function explainStatements(
  { role, statements, name }: Extract<ExplainSubject, { kind: 'statements' }>,
  { account, environment }: KnownRoles,
): Explanation {
  const facts = statements.map((one) => statementFacts(one, role, account));
  const [first, ...more] = facts;
  const page: Page =
    first !== undefined && more.length === 0
      ? { title: headOf(first), sections: statementSections(first) }
      : {
          title: name,
          sections: facts.map((one) => ({
            title: headOf(one),
            rows: [],
            sections: statementSections(one),
          })),
        };
  return {
    page,
    json: {
      subject: 'statements',
      ...(environment && { environment }),
      role: role.id ?? role.name,
      name: role.name,
      statements: facts,
    },
  };
}

function explainAction(action: string, known: KnownRoles): Explanation {
  const facts = ACTION_FACTS[action];
  const having = statementsWith(known, (one) =>
    one.actions.some((pattern) => matchesPattern(pattern.toLowerCase(), action.toLowerCase())),
  );
  return {
    page: {
      title: action,
      sections: present([
        {
          title: 'What it does',
          rows: texts(
            facts === undefined ? 'No role of the catalogue has it.' : `It ${facts.does}.`,
          ),
        },
        { title: 'On everything', rows: texts(facts?.wider) },
        holders(having, known),
        { title: 'The AWS page', rows: links([referencePage(action)]) },
      ]),
    },
    json: { subject: 'action', action, ...facts, statements: having, page: referencePage(action) },
  };
}

function explainKey(key: string, known: KnownRoles): Explanation {
  const facts = CONDITION_KEYS[key];
  const having = statementsWith(known, (one) =>
    one.conditions.some((condition) => condition.key.toLowerCase() === key.toLowerCase()),
  );
  return {
    page: {
      title: key,
      sections: present([
        {
          title: 'What it says',
          rows: texts(facts?.meaning ?? 'The catalogue does not use this key.'),
        },
        { title: 'Who sends it', rows: texts(facts?.sentBy) },
        { title: 'Without the condition', rows: texts(facts?.without) },
        holders(having, known),
        { title: 'The AWS page', rows: links(facts === undefined ? [] : [facts.page]) },
      ]),
    },
    json: { subject: 'condition-key', key, ...facts, statements: having },
  };
}

function explainGrant(grant: GrantPreset, { account }: KnownRoles): Explanation {
  const role = { id: 'task', name: '<project>-ecs-task-role-<environment>' };
  const facts = grantStatements(grant).map((one) => statementFacts(one, role, account));
  const { id, title, summary, note } = grant;
  return {
    page: {
      title: `${title}: grant ${id}`,
      sections: present([
        { title: 'What it is for', rows: texts(summary, note) },
        { title: 'How to have it', rows: exact(howToHave(grant)) },
        ...facts.map((one: StatementFacts) => ({
          title: headOf(one),
          rows: [],
          sections: statementSections(one),
        })),
      ]),
    },
    json: { subject: 'grant', id, title, summary, ...(note && { note }), statements: facts },
  };
}

/** The command that adds a grant, with what it needs and the environment does not have. */
function howToHave({ id, statements }: GrantPreset): string {
  const values = placeholdersIn({ statements })
    .filter((one) => !OF_ENVIRONMENT.includes(one) && one !== 'prefix')
    .map((one) => `${one}=…`);
  return ['ecs-iam add grant', id, ...values].join(' ');
}

function statementsWith(
  { roles }: KnownRoles,
  has: (one: KnownStatement) => boolean,
): readonly KnownStatement[] {
  return roles.flatMap(({ trust, statements }) => [...trust, ...statements].filter(has));
}

function holders(having: readonly KnownStatement[], { environment }: KnownRoles): Section {
  const here =
    environment === undefined ? 'In the catalogue' : `In this repo, environment ${environment}`;
  const rows = having.map((one) => {
    const { conditions, resources } = one;
    const on = resources.length === 0 ? '' : ` on ${resources.join(', ')}`;
    const only =
      conditions.length === 0 ? '' : `, only if ${conditions.map(conditionWords).join(' and ')}`;
    return `${headOf(one)}${on}${only}`;
  });
  return {
    title: here,
    rows: rows.length === 0 ? texts('No statement has it.') : items([...new Set(rows)]),
  };
}

function present(sections: readonly Section[]): readonly Section[] {
  return sections.filter(({ rows, sections: below = [] }) => rows.length + below.length > 0);
}
