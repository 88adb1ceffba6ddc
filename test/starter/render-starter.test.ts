import { posix } from 'node:path';
import type { Answers } from '../../lib/answers/types.ts';
import { modelIn } from '../../lib/iam/where.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { leftOutRoles, notes } from '../../lib/service/notes.ts';
import { trustWords } from '../../lib/starter/markdown.ts';
import { MARKER } from '../../lib/starter/marker.ts';
import { namedValues } from '../../lib/starter/named-values.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import { TARGETS } from '../../lib/targets/registry.ts';
import type { RenderedFile } from '../../lib/targets/types.ts';
import { GITHUB_ANSWERS } from '../service/pipeline/workflow-cases.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';

const CASES = TARGETS.flatMap(({ id }): [string, Answers][] => [
  [`${id}, defaults`, { ...DEFAULT_ANSWERS, target: id }],
  [`${id}, everything`, { ...everythingAnswers(), target: id }],
  [`${id}, GitHub Actions`, { ...GITHUB_ANSWERS, target: id }],
]);

async function read(answers: Answers, path: string): Promise<string> {
  const files = await renderStarter(buildService(answers));
  return files.find((file) => file.path === path)?.contents ?? '';
}

describe.each(CASES)('the starter repo: %s', (_, answers) => {
  test('has what every repo has', async () => {
    const paths = (await renderStarter(buildService(answers))).map(({ path }) => path);
    for (const path of [
      'README.md',
      'docs/roles.md',
      'docs/ecs-iam.schema.json',
      'ecs-iam.json',
      '.gitattributes',
      '.gitignore',
      '.editorconfig',
      'scripts/lib/common.sh',
    ]) {
      expect(paths).toContain(path);
    }
  });

  test('has plain paths, each once, in order', async () => {
    const paths = (await renderStarter(buildService(answers))).map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)].sort());
    for (const path of paths) expect(path).toMatch(/^(?!\/)(?!.*(^|\/)\.{0,2}(\/|$))[^\\]+$/);
  });

  test('has text that ends with one newline, without CR', async () => {
    for (const { path, contents } of await renderStarter(buildService(answers))) {
      expect(`${path}: ${/[^\n]\n$/.test(contents) && !contents.includes('\r')}`).toBe(
        `${path}: true`,
      );
    }
  });

  test('is the same twice', async () => {
    expect(await renderStarter(buildService(answers))).toEqual(
      await renderStarter(buildService(answers)),
    );
  });
});

describe.each([
  ['defaults', DEFAULT_ANSWERS],
  ['everything', everythingAnswers()],
] as const)('README.md: %s', (_, answers) => {
  const service = buildService(answers);
  const { model } = service;

  test('names every role by its pattern', async () => {
    const text = await read(answers, 'README.md');
    for (const { name } of model.roles) expect(text).toContain(name.replace('<project>', 'shop'));
  });

  test('has the validation commands, once for all roles and environments', async () => {
    const lines = (await read(answers, 'README.md')).split('\n');
    const [first] = service.environments;
    const names = (first ? modelIn(model, first).roles : []).map(({ name }) =>
      name.replace('<project>', 'shop').replace('<environment>', '$ENV'),
    );
    expect(lines).toContain(`for ROLE in ${names.join(' ')}; do`);
    for (const command of [
      'aws iam get-role --role-name $ROLE',
      "aws iam get-role --role-name $ROLE --query 'Role.AssumeRolePolicyDocument'",
      'aws iam list-attached-role-policies --role-name $ROLE',
      'aws iam list-role-policies --role-name $ROLE',
    ]) {
      expect(lines.map((line) => line.replace(/ +#.*$/, '').trim())).toContain(command);
    }
  });

  test('says what to know before deploying', async () => {
    const text = withoutEscapes(await read(answers, 'README.md'));
    for (const note of notes(service)) expect(text).toContain(note);
  });

  test('shows every value of every environment', async () => {
    const text = await read(answers, 'README.md');
    const named = namedValues(service);
    for (const [index, { values }] of service.environments.entries()) {
      // The service of a connection's ARN follows from the ARN that was given.
      const { ownershipId, environmentSid, connectionService: _, ...all } = values;
      const shown = Object.entries(all).filter(
        ([name]) => named.find((one) => one.name === name)?.used[index] !== false,
      );
      expect(ownershipId).toBe(answers.id);
      expect(environmentSid).toMatch(/^ShopFor/);
      for (const [, value] of shown) expect(text).toContain(value);
    }
  });

  test('has the seven security practices, the next steps and the documentation', async () => {
    const text = await read(answers, 'README.md');
    for (const practice of [
      'Least privilege',
      'Managed policies',
      'Separate roles',
      'Regular audits',
      'Resource-specific policies',
      'CloudTrail',
      'Rotate credentials',
    ]) {
      expect(text).toMatch(new RegExp(`^\\d\\. \\*\\*${practice}\\.\\*\\*`, 'm'));
    }
    expect(text).toContain('task_execution_IAM_role.html');
    expect(text).toContain('task-iam-roles.html');
    expect(text).toContain('best-practices.html');
    expect(text).toContain('## Next steps');
  });

  test.each(['README.md', 'docs/roles.md'])(
    '%s has no run of blank lines and no undefined',
    async (path) => {
      const text = await read(answers, path);
      expect(text).not.toMatch(/\n\n\n|undefined|\[object/);
      expect(text).toMatch(/^# .*shop/);
    },
  );
});

describe.each([
  ['defaults', DEFAULT_ANSWERS],
  ['everything', everythingAnswers()],
] as const)('docs/roles.md: %s', (_, answers) => {
  const service = buildService(answers);
  const { model } = service;

  test('has every statement with its actions, resources and reason', async () => {
    const text = await read(answers, 'docs/roles.md');
    const plain = withoutEscapes(text);
    for (const role of model.roles) {
      for (const { statements } of [...role.inlinePolicies, ...role.managedPolicies]) {
        for (const { sid, actions, resources, why } of statements) {
          const row = plain.split('\n').filter((line) => line.startsWith(`| \`${sid}\` |`));
          const wanted = [
            ...actions,
            ...resources.map((one) => one.replaceAll('<project>', 'shop')),
          ];
          expect(
            row.some((line) => wanted.every((one) => line.includes(one)) && line.includes(why)),
          ).toBe(true);
        }
      }
    }
  });

  test('says of every role that is left out why', async () => {
    const text = withoutEscapes(await read(answers, 'docs/roles.md'));
    for (const { id, why } of leftOutRoles(service)) {
      expect(text).toContain(`(\`${id}\`): ${why}`);
    }
  });

  test('has every permission that is not granted, with the reason', async () => {
    const text = withoutEscapes(await read(answers, 'docs/roles.md'));
    for (const { notGranted } of model.roles) {
      for (const { action, reason } of notGranted) {
        expect(text).toContain(`\`${action}\``);
        expect(text).toContain(reason.replace(/\s+/g, ' ').trim());
      }
    }
  });

  test("has every role's sources, as links where they have an address, and who may assume it", async () => {
    const text = await read(answers, 'docs/roles.md');
    for (const { sources, trust } of model.roles) {
      for (const source of sources) {
        const address = /https:\S+$/.exec(source)?.[0];
        if (address === undefined) expect(withoutEscapes(text)).toContain(source);
        else expect(text).toContain(`](${address})`);
      }
      for (const statement of trust) {
        const words = trustWords(statement).replaceAll('<project>', 'shop');
        expect(text).toContain(words.slice(1));
      }
    }
  });

  test('has every statement of the policies on shared things', async () => {
    const text = await read(answers, 'docs/roles.md');
    for (const { statements } of model.resourcePolicies) {
      for (const { sid } of statements) expect(text).toContain(`"Sid": "${sid}"`);
    }
  });
});

test("the user's own words cannot break the documents' markup", async () => {
  const answers: Answers = {
    ...DEFAULT_ANSWERS,
    taskStatements: [
      {
        sid: 'Own',
        actions: ['s3:GetObject'],
        resources: ['arn:<partition>:s3:::a|b`c/${aws:username}'],
        why: 'first\nline | `x` <script>',
      },
    ],
  };
  const text = await read(answers, 'docs/roles.md');
  const row = text.split('\n').find((line) => line.startsWith('| `Own`')) ?? '';
  expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
  expect(row).toContain('first line \\| \\`x\\` \\<script\\>');
});

describe.each(TARGETS)('README.md of $id', ({ id }) => {
  test.each([
    ['the defaults', DEFAULT_ANSWERS],
    ['GitHub Actions', GITHUB_ANSWERS],
  ])('has at most 180 lines for %s', async (_, some) => {
    const text = await read({ ...some, target: id }, 'README.md');
    expect(text.split('\n').length - 1).toBeLessThanOrEqual(180);
  });

  test.each([
    ['the defaults', DEFAULT_ANSWERS],
    ['GitHub Actions', GITHUB_ANSWERS],
  ])('has the sections in the order in which a newcomer needs them: %s', async (_, some) => {
    const text = await read({ ...some, target: id }, 'README.md');
    expect([...text.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual([
      'Deploy',
      'First deployment',
      'Edit a policy',
      'Validate',
      'Names and values',
      'Security practices',
      'Remove',
    ]);
  });

  test.each([
    ['defaults', DEFAULT_ANSWERS],
    ['everything', everythingAnswers()],
    ['GitHub Actions', GITHUB_ANSWERS],
  ] as const)('names files, folders and sections that are there: %s', async (_, some) => {
    const answers = { ...some, target: id };
    const files = await renderStarter(buildService(answers));
    const readme = files.find(({ path }) => path === 'README.md');
    const missing = namedPaths(readme?.contents ?? '').filter(
      (named) => !files.some(({ path }) => isNamed(path, named)),
    );
    expect(namedPaths(readme?.contents ?? '').length).toBeGreaterThan(15);
    // Writing adds it.
    expect(missing.filter((path) => path !== MARKER)).toEqual([]);
    expect(brokenLinks(readme?.contents ?? '', 'README.md', files)).toEqual([]);
    const elsewhere = readme?.elsewhere;
    expect(brokenLinks(elsewhere?.contents ?? '', elsewhere?.path ?? '', files)).toEqual([]);
    expect(elsewhere?.contents).toContain('](roles.md)');
  });
});

test.each([{ roles: ['task-execution', 'task'] }, { deploy: 'none' }] as const)(
  'a README without a pipeline goes from the roles to the edits: %j',
  async (some) => {
    const text = await read({ ...DEFAULT_ANSWERS, ...some }, 'README.md');
    expect(text).not.toContain('pipeline');
    expect(text).toContain('scripts/destroy-iam.sh $ENV');
  },
);

test('a repo without a pipeline holds none', async () => {
  const files = await renderStarter(buildService({ ...DEFAULT_ANSWERS, deploy: 'none' }));
  expect(
    files.map(({ path }) => path).filter((path) => /pipeline|github|Docker/.test(path)),
  ).toEqual([]);
});

test('the first deployment by GitHub Actions sets up the environments on GitHub', async () => {
  const readme = await githubReadme({});
  expect(readme).toContain('gh variable set AWS_ACCOUNT_ID --env $ENV');
  expect(readme).toContain(
    'repos/example/shop/environments/$ENV/deployment-branch-policies -f name=main',
  );
  expect(readme).toContain('The approval is required reviewers, which you give `prod`');
  expect(readme).toContain('the first command makes it, and says so where there is one');
  expect(await githubReadme({ oidcProvider: 'create' })).toContain(
    '`scripts/deploy-iam.sh` makes it where there is none',
  );
  const known = await githubReadme({
    values: { account: '111122223333', region: 'eu-west-1', githubRepository: 'shop@456789' },
    options: { 'github-oidc-deploy.branchSubject': true },
  });
  expect(known).not.toMatch(/gh variable|gh api/);
});

function githubReadme(some: Partial<Answers>): Promise<string> {
  return read({ ...GITHUB_ANSWERS, ...some }, 'README.md');
}

test('a repository of somebody else has its policy named', async () => {
  const foreign: Answers = {
    ...DEFAULT_ANSWERS,
    ecrRepository: 'existing',
    crossAccountPull: ['777788889999'],
  };
  const files = await renderStarter(buildService(foreign));
  const readme = files.find(({ path }) => path === 'README.md')?.contents ?? '';
  expect(readme).toContain('](docs/ecr-repository-policy.json), which other accounts need.');
  expect(brokenLinks(readme, 'README.md', files)).toEqual([]);
  expect(readme).not.toContain('and the ECR repository');
});

test('commands of what only one environment has say of which', async () => {
  const environments = [
    { name: 'dev', values: { cluster: 'blue' } },
    { name: 'prod', values: { cluster: 'green' } },
  ];
  const text = await read({ ...DEFAULT_ANSWERS, environments }, 'README.md');
  expect(text).toContain('aws ecs create-cluster --cluster-name blue\n');
  expect(text).toContain('Names in them that do not follow from `ENV` are those of `dev`');
  expect(await read(DEFAULT_ANSWERS, 'README.md')).not.toContain('are those of `dev`');
});

/** Paths in inline code, and scripts in commands. */
function namedPaths(text: string): readonly string[] {
  const inline = text.replace(/```[\s\S]*?```/g, '').matchAll(/`([^`\s]+)`/g);
  const spans = [...inline].map(([, span = '']) => span);
  const paths = spans.filter((span) =>
    /^[\w.-][\w./-]*(\/|\.(json|md|ya?ml|tf|ts|sh))$/.test(span),
  );
  return [...paths, ...[...text.matchAll(/scripts\/[\w./-]+/g)].map(([path]) => path)];
}

/** A folder or file may be named by the end of its path. */
function isNamed(path: string, named: string): boolean {
  return named.endsWith('/') ? `/${path}`.includes(`/${named}`) : `/${path}`.endsWith(`/${named}`);
}

function brokenLinks(
  text: string,
  from: string,
  files: readonly RenderedFile[],
): readonly string[] {
  const headings = [...text.matchAll(/^##+ (.*)$/gm)].map(
    ([, title = '']) => `#${title.toLowerCase().replaceAll(' ', '-')}`,
  );
  const paths = files.map(({ path }) => path);
  return [...text.matchAll(/\]\(([^)]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => {
      if (target.startsWith('https://')) return false;
      if (target.startsWith('#')) return !headings.includes(target);
      return !paths.includes(posix.join(posix.dirname(from), target));
    });
}

/** Prose as a reader sees it: without the backslashes that keep it from being markup. */
function withoutEscapes(text: string): string {
  return text.replace(/\\([\\`*_[\]<>|#])/g, '$1');
}

describe('docs/roles.md says what whoever controls a role can do', () => {
  test('for every role that is made', async () => {
    const answers = everythingAnswers();
    const text = withoutEscapes(await read(answers, 'docs/roles.md'));
    const risks = buildService(answers).chosen.flatMap(({ role }) => role.risk ?? []);
    expect(risks.length).toBeGreaterThanOrEqual(15);
    expect(risks.filter((risk) => !text.includes(risk))).toEqual([]);
    expect(text.split('**What whoever controls this can do:**')).toHaveLength(risks.length + 1);
  });

  test.each([
    ['source or the buildspec', 'the injected secrets'],
    ['pushing an image is running code', '--approval'],
    ['instance metadata', 'ECS_AWSVPC_BLOCK_IMDS'],
  ])('%s, and what is offered against it: %s', async (risk, offered) => {
    const text = await read(everythingAnswers(), 'docs/roles.md');
    const line = withoutEscapes(text)
      .split('\n')
      .find((one) => one.includes(risk) && one.includes(offered));
    expect(line).toBeDefined();
  });

  test.each([
    [DEFAULT_ANSWERS, /an administrator's rights\. To delegate,\nname a permissions boundary/],
    [everythingAnswers(), /The permissions boundary holds whoever applies/],
  ])('for whoever applies', async (answers, expected) => {
    expect(await read(answers, 'docs/roles.md')).toMatch(expected);
  });

  test('in a page of fewer than 340 lines for the defaults', async () => {
    expect((await read(DEFAULT_ANSWERS, 'docs/roles.md')).split('\n').length).toBeLessThan(340);
  });
});
