import { explain } from '../../lib/explain/explain.ts';
import { knownCatalogue } from '../../lib/explain/known-catalogue.ts';
import { exact, items, pageMarkdown, pageText, texts } from '../../lib/explain/page.ts';
import { findSubject } from '../../lib/explain/subject.ts';

const known = knownCatalogue();
const find = (word?: string) => findSubject(word, known, known);

test.each([
  [undefined, 'overview'],
  ['task', 'role'],
  ['shop-ecs-task-role-dev', 'role'],
  ['arn:aws:iam::111122223333:role/shop-ecs-task-role-dev', 'role'],
  ['TASK-execution.readsecrets', 'statements'],
  ['task-execution.secretsManagerSecrets', 'statements'],
  ['codepipeline.StartBuild', 'statements'],
  ['github-oidc-deploy.GitHubActionsAssume', 'statements'],
  ['ecs:runtask', 'action'],
  ['s3:PutBucketPolicy', 'action'],
  ['IAM:passedtoservice', 'key'],
  ['sqsConsume', 'grant'],
])('%s is found as %s', (word, kind) => {
  expect(find(word).kind).toBe(kind);
});

test.each([
  ['ecs:RunTsk', "Did you mean 'ecs:RunTask'?"],
  ['task-executoin', "Did you mean 'task-execution'?"],
  ['task-execution.ReadSecret', "Did you mean 'task-execution.ReadSecrets'?"],
  ['iam:PassedToServices', "Did you mean 'iam:PassedToService'?"],
])('%s proposes what was meant', (word, hint) => {
  expect(() => find(word)).toThrow(expect.objectContaining({ name: 'UnknownSubject', hint }));
});

test('an action says which statements have it', () => {
  const { json } = explain(find('codepipeline:StartPipelineExecution'), known);
  expect(json).toMatchObject({
    subject: 'action',
    does: 'starts an execution of a pipeline',
    statements: [{ role: 'pipeline-trigger', sid: 'StartPipeline' }],
  });
});

test('the page of a statement has the same sections as text and as Markdown', () => {
  const { page } = explain(find('task-execution.ReadSecrets'), known);
  const titles = page.sections.map(({ title }) => title);
  const markdown = pageMarkdown(page);
  expect(titles).toEqual([
    'What calls it',
    'It allows',
    'Why on this, and under this condition',
    'Without it',
    'A wider one',
    'The AWS page',
  ]);
  expect([...markdown.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(titles);
  expect(
    pageText(page, 100)
      .split('\n')
      .filter((line) => titles.includes(line)),
  ).toEqual(titles);
});

test('text is wrapped to a width, and what is exact or a link is not', () => {
  const long = 'https://docs.aws.amazon.com/a-page';
  const page = {
    title: 'A title',
    sections: [
      {
        title: 'A section',
        rows: [
          ...texts('one two three four five'),
          ...items(['six seven eight nine']),
          ...exact(long),
        ],
      },
    ],
  };
  expect(pageText(page, 16)).toBe(
    `A title\n\nA section\n  one two three\n  four five\n  - six seven\n    eight nine\n    ${long}\n`,
  );
});
