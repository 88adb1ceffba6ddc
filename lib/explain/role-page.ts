import { isRoleId } from '../roles/registry.ts';
import { entryOf, type KnownRole, type KnownRoles } from './known.ts';
import type { Explanation } from './page.ts';
import { items, links, type Section, texts } from './page.ts';
import { ROLE_LIVES } from './role-lives.ts';
import { headOf, statementFacts, statementSections } from './statement-page.ts';

/** Explains a role: its life, its statements, what it does not have. */
export function explainRole(role: KnownRole, { account, environment }: KnownRoles): Explanation {
  const { id, name, trust, statements, withoutDocument } = role;
  const entry = entryOf(role);
  const life = id !== undefined && isRoleId(id) ? ROLE_LIVES[id] : undefined;
  const facts = [...trust, ...statements].map((one) => statementFacts(one, role, account));
  const sections: readonly (Section | undefined)[] = [
    entry && { title: 'What it is for', rows: texts(entry.purpose, entry.why) },
    life && {
      title: 'Who assumes it, and when',
      rows: [...texts(life.assumedBy), ...items(life.moments)],
    },
    role.own && {
      title: 'Whose it is',
      rows: texts("This role is of the team's preset: the catalogue has none like it."),
    },
    entry === undefined
      ? {
          title: 'Whose it is',
          rows: texts("This role is the owner's own: the catalogue has none like it."),
        }
      : undefined,
    {
      title: statements.length === 0 ? 'It has no statement of its own' : 'Its statements',
      rows: texts(
        statements.length === 0 && id === 'task'
          ? 'The application gets rights by grants: ecs-iam list grants shows them.'
          : undefined,
      ),
      sections: facts.map((one) => ({
        title: headOf(one),
        rows: [],
        sections: statementSections(one),
      })),
    },
    withoutDocument.length === 0
      ? undefined
      : {
          title: 'Attached policies, whose documents are not at hand',
          rows: items(withoutDocument),
        },
    entry && { title: 'What whoever controls it can do nevertheless', rows: texts(entry.risk) },
    entry && entry.notGranted.length > 0
      ? {
          title: 'What it does not have',
          rows: items(
            entry.notGranted.map(
              ({ action, on, reason }) =>
                `${action}${on === undefined ? '' : ` on ${on}`}: ${reason}`,
            ),
          ),
        }
      : undefined,
    entry && {
      title: 'Sources',
      rows: links(entry.sources.flatMap((one) => /https?:\S+$/.exec(one)?.[0] ?? [])),
    },
  ];
  return {
    page: {
      title: entry === undefined ? name : `${entry.title}: ${name}`,
      sections: sections.flatMap((one) => one ?? []),
    },
    json: {
      subject: 'role',
      ...(environment && { environment }),
      ...(id && { id }),
      name,
      ...(entry && {
        title: entry.title,
        purpose: entry.purpose,
        why: entry.why,
        risk: entry.risk,
        sources: entry.sources,
      }),
      ...life,
      statements: facts,
      withoutDocument,
    },
  };
}
