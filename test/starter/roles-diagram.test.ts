import type { Answers } from '../../lib/answers/types.ts';
import { documentsOf } from '../../lib/can/documents.ts';
import { definitionOf, fillDefinition } from '../../lib/definition/definition-of.ts';
import { mapStrings } from '../../lib/iam/map-strings.ts';
import { substitute } from '../../lib/iam/template-string.ts';
import { accessMap } from '../../lib/map/graph.ts';
import { buildService } from '../../lib/service/build-service.ts';
import type { Service } from '../../lib/service/types.ts';
import { rolesDiagram } from '../../lib/starter/roles-diagram.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';
import { EACH, THREE_ACCOUNTS } from '../support/promotion-cases.ts';

const CASES: readonly (readonly [string, Answers])[] = [
  ['the default answers', DEFAULT_ANSWERS],
  ['every role', everythingAnswers()],
  ['three accounts and home without a service', { ...DEFAULT_ANSWERS, ...THREE_ACCOUNTS }],
  ['a pipeline each', { ...DEFAULT_ANSWERS, ...EACH }],
  ['a build that deploys', { ...DEFAULT_ANSWERS, deploy: 'build' }],
  ['GitHub', { ...DEFAULT_ANSWERS, deploy: 'github', repositoryId: 'example/shop' }],
  ['a path', { ...DEFAULT_ANSWERS, rolePath: '/team/' }],
];

test.each(CASES)(
  'the drawing has an edge exactly where the evaluator allows one: %s',
  (_, answers) => {
    const service = buildService(answers);
    expect(drawn(service)).toEqual(allowed(service));
  },
);

test('a role that exists already is in the drawing, and one drawing serves every environment', () => {
  const service = buildService({
    ...DEFAULT_ANSWERS,
    existingRoles: { task: 'arn:aws:iam::111122223333:role/app' },
  });
  expect(diagramOf(service)).toMatch(/-\.->\|"passes"\| .*\["task \(exists already\)"\]/);
});

function diagramOf({ model, environments }: Service): string {
  const { project } = model;
  return rolesDiagram(
    mapStrings(model, (value) => substitute(value, { project })),
    environments,
  );
}

/** The edges of the text, each as `from kind to`. */
function drawn(service: Service): readonly string[] {
  const labels = new Map<string, string>();
  const nodes = (text: string) =>
    text.split(' & ').map((one) => {
      const [, id = '', label] = /^([\w-]+)(?:\(?\["(.*)"\]\)?)?$/.exec(one) ?? [];
      if (label !== undefined) labels.set(id, label);
      return /^n\d+$/.test(id) ? (labels.get(id) ?? '') : id;
    });
  const edges = diagramOf(service)
    .split('\n')
    .flatMap((line) => {
      const [, from = '', kind = '', to = ''] =
        /^ {2}(.+) -\.?->\|"(\w+)[^"]*"\| (.+)$/.exec(line) ?? [];
      return from === '' ? [] : nodes(from).flatMap((a) => nodes(to).map((b) => [a, kind, b]));
    });
  return sorted(edges.filter(([from = '']) => !OUTSIDE.includes(from)));
}

/** Trusted roles of others: their own policies, which decide too, are known to them alone. */
const OUTSIDE = [
  '#lt;airflowRoleArn#gt;',
  '#lt;deployerRoleArn#gt;',
  'arn:#lt;partition#gt;:iam::#lt;workloadAccount#gt;:role/team/shop/shop-ecs-task-role-#lt;environment#gt;',
];

/** The same, of every environment by its own documents. */
function allowed({ model, environments }: Service): readonly string[] {
  const accounts = environments.map(({ values }) => values.account ?? '111122223333');
  const parts = environments.map((environment, index) => {
    const facts = {
      account: accounts[index] ?? '',
      region: 'eu-west-1',
      partition: 'aws',
      dnsSuffix: 'amazonaws.com',
    };
    const definition = fillDefinition(definitionOf(model, environment), facts);
    return { environment: environment.name, documents: documentsOf(definition, facts), facts };
  });
  const map = accessMap(model.project, parts);
  const roles = new Map(map.nodes.map(({ id, kind, label }) => [id, kind === 'role' ? label : id]));
  const placeless = (id = '') =>
    accounts.reduce((text, one) => text.replace(`:iam::${one}:`, ':iam::<account>:'), id);
  return sorted(
    map.edges
      .filter(({ kind }) => kind !== 'may')
      .map(({ from, kind, to }) => [placeless(roles.get(from)), kind, placeless(roles.get(to))]),
  );
}

function sorted(edges: readonly (readonly string[])[]): readonly string[] {
  const words = edges.map((edge) =>
    edge
      .join(' ')
      .replaceAll('#lt;', '<')
      .replaceAll('#gt;', '>')
      .replace(/^arn:.*:oidc-provider\//, '')
      .replace('.eu-west-1.', '.<region>.'),
  );
  return [...new Set(words)].sort();
}
