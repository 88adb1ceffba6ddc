import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answers } from '../../../lib/answers/types.ts';
import { definitionOf } from '../../../lib/definition/definition-of.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import type { Service } from '../../../lib/service/types.ts';
import { IS_DEFINITION } from '../../../lib/targets/definition-files.ts';
import type { SourceFile } from '../../../lib/targets/source.ts';
import { read } from '../../../lib/targets/terraform/read/read.ts';
import { renderer } from '../../../lib/targets/terraform/render.ts';
import type { ReadDefinition } from '../../../lib/targets/types.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { IN_FULL } from '../../support/in-full.ts';
import { describeWithTerraform, terraformEnvironment } from '../../support/terraform.ts';
import { CASES } from './cases.ts';
import { comparable } from './comparable.ts';

const MINUTES = 60_000;
/** Each run of Terraform takes a quarter of a minute on a busy machine. */
const inFull = IN_FULL ? test : test.skip;
const SERVICE = buildService({ ...DEFAULT_ANSWERS, roles: ['task-execution', 'task'] });
const TASK = 'iam/modules/roles/task.tf';
const EXECUTION = 'iam/modules/roles/task_execution.tf';
const ROOT = 'iam/environments/dev/main.tf';

describeWithTerraform([], 'a definition, read back by Terraform without an account', () => {
  let nowhere: string;
  const before = process.env.TF_CLI_CONFIG_FILE;
  beforeAll(() => {
    nowhere = mkdtempSync(join(tmpdir(), 'terraform read '));
    Object.assign(process.env, terraformEnvironment());
  });
  afterAll(() => {
    rmSync(nowhere, { recursive: true, force: true });
    process.env.TF_CLI_CONFIG_FILE = before;
  });

  async function readDev(service: Service, edit: Edit = (file) => file): Promise<ReadDefinition> {
    const files = renderer
      .render(service)
      .map(({ path, contents }) => edit({ path, contents }))
      .filter(({ path }) => IS_DEFINITION.terraform(path));
    return read({ root: nowhere, files, service, environment: environmentOf(service, 'dev') });
  }

  const cases = (IN_FULL ? CASES : CASES.slice(0, 1)).flatMap(
    ({ name, answers, environments, away = [] }) =>
      [...environments, ...away].map((environment) => ({ name, answers, environment })),
  );
  test.each(cases)(
    '$name, $environment: what is read is what the model defines',
    async ({ answers, environment: name }) => {
      const service = buildService(answers);
      const environment = environmentOf(service, name);
      const files = renderer.render(service).filter(({ path }) => IS_DEFINITION.terraform(path));
      const { definition } = await read({ root: nowhere, files, service, environment });
      expect(comparable(definition)).toEqual(comparable(definitionOf(service.model, environment)));
    },
    5 * MINUTES,
  );

  inFull(
    'known places, shared statements and the tags of everything come back too',
    async () => {
      const answers: Answers = {
        ...DEFAULT_ANSWERS,
        roles: ['task-execution', 'task'],
        tags: { team: 'orders', stage: '<environment>' },
        crossAccountPull: ['444455556666'],
        environments: [
          { name: 'dev', values: { account: '111122223333', region: 'eu-west-1' } },
          { name: 'prod', values: { account: '111122223333', region: 'eu-west-1' } },
        ],
      };
      const service = buildService(answers);
      const { definition } = await readDev(service);
      const wanted = definitionOf(service.model, environmentOf(service, 'dev'));
      expect(comparable(definition)).toEqual(comparable(wanted));
    },
    5 * MINUTES,
  );

  test(
    'edits are read: an action, a policy, a role, a trust, a name, a statement of its own place',
    async () => {
      const { definition, places } = await readDev(SERVICE, (file) => {
        if (file.path === EXECUTION) {
          const contents = file.contents.replace(
            '"ecr:BatchGetImage",',
            '"ecr:BatchGetImage",\n      "ecr:DescribeImages",',
          );
          return { ...file, contents };
        }
        if (file.path === ROOT) return { ...file, contents: named(file.contents) };
        return file.path === TASK ? { ...file, contents: file.contents + OWN_ROLE } : file;
      });
      expect(definition.values).toEqual({
        ...environmentOf(SERVICE, 'dev').values,
        logGroup: '/teams/orders',
      });
      const [execution, task, own, ...others] = definition.roles;
      expect(others).toEqual([]);
      expect(JSON.stringify(execution?.inlinePolicies)).toContain('ecr:DescribeImages');
      expect(task?.id).toBe('task');
      expect(own).toMatchObject({
        name: 'shop-own-dev',
        path: '/',
        maxSessionDuration: 3600,
        inlinePolicies: {
          Own: {
            Statement: [
              {
                Sid: 'PassTask',
                Effect: 'Allow',
                Action: 'iam:PassRole',
                Resource: 'arn:<partition>:iam::<account>:role/shop-ecs-task-role-dev',
              },
            ],
          },
        },
      });
      expect(own?.id).toBeUndefined();
      const lines = renderer
        .render(SERVICE)
        .find(({ path }) => path === TASK)
        ?.contents.split('\n');
      expect(places).toContainEqual({
        role: 'shop-own-dev',
        policy: 'Own',
        statement: 0,
        path: TASK,
        line: (lines?.length ?? 0) + 5,
      });
      expect(places).toContainEqual({
        role: 'shop-ecs-task-role-dev',
        statement: 0,
        path: TASK,
        line: 1 + (lines?.indexOf('  statement {') ?? 0),
      });
    },
    5 * MINUTES,
  );

  inFull(
    'a module under for_each is read, whose keys no file shows',
    async () => {
      const { definition } = await readDev(SERVICE, (file) =>
        file.path === ROOT
          ? {
              ...file,
              contents: file.contents
                .replace(
                  'module "roles" {',
                  'module "roles" {\n  for_each = toset(["dev", "test"])\n',
                )
                .replace(/environment( *)= "dev"/, 'environment$1= each.key')
                .replace(/\noutput [\s\S]*$/, ''),
            }
          : file,
      );
      expect(definition.roles.map(({ name }) => name).sort()).toEqual([
        'shop-ecs-task-execution-role-dev',
        'shop-ecs-task-execution-role-test',
        'shop-ecs-task-role-dev',
        'shop-ecs-task-role-test',
      ]);
    },
    5 * MINUTES,
  );

  test.each([
    [
      'broken HCL',
      (contents: string) => contents.replace('statement {', 'statement {{'),
      /^iam\/modules\/roles\/task\.tf:\d+: /,
      /^Mend the file/,
    ],
    [
      'a name that is nowhere',
      (contents: string) => contents.replace('local.account_id', 'local.acount_id'),
      /^iam\/modules\/roles\/task\.tf:\d+: Reference to undeclared local value/,
      /^Mend the file/,
    ],
    [
      'what only an account knows',
      (contents: string) => `${contents}\ndata "aws_iam_role" "other" {\n  name = "other"\n}\n`,
      /^iam\/modules\/roles\/task\.tf:\d+: .*only an account knows this\.$/,
      /--definition plan\.json/,
    ],
  ])(
    'refused with file, line and what to do: %s',
    async (_, change, message, hint) => {
      const edit: Edit = (file) =>
        file.path === TASK ? { ...file, contents: change(file.contents) } : file;
      await expect(readDev(SERVICE, edit)).rejects.toMatchObject({
        name: 'UnreadableDefinition',
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
      });
    },
    5 * MINUTES,
  );

  test(
    'without Terraform the command that helps is named',
    async () => {
      const path = process.env.PATH;
      process.env.PATH = nowhere;
      try {
        await expect(readDev(SERVICE)).rejects.toMatchObject({
          name: 'TerraformMissing',
          hint: expect.stringContaining('--definition FILE'),
        });
      } finally {
        process.env.PATH = path;
      }
    },
    MINUTES,
  );
});

test.each([
  ['iam/environments/dev/main.tf', true],
  ['iam/modules/roles/added.tf', true],
  ['iam/environments/dev/terraform.tfvars', true],
  ['iam/modules/roles/policies/own.json', true],
  ['iam/modules/roles/tests/roles.tftest.hcl', false],
  ['iam/environments/dev/.terraform/modules/modules.json', false],
  ['iam/environments/dev/terraform.tfstate', false],
  ['iam/environments/dev/.terraform.lock.hcl', false],
  ['pipeline/modules/pipeline/main.tf', false],
])('%s is a definition: %s', (path, is) => {
  expect(IS_DEFINITION.terraform(path)).toBe(is);
});

type Edit = (file: SourceFile) => SourceFile;

/** A root that gives a name by a local of its own. */
function named(root: string): string {
  const local = 'locals {\n  team = "orders"\n}\n\nmodule "roles" {';
  return root
    .replace('module "roles" {', local)
    .replace(/( *environment *= "dev"\n)/, '$1  log_group = "/teams/${local.team}"\n');
}

const OWN_ROLE = `
data "aws_iam_policy_document" "own" {
  # The line breaks are counted below.


  statement {
    sid       = "PassTask"
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.task.arn]
  }
}

resource "aws_iam_role" "own" {
  name               = "\${var.project}-own-\${var.environment}"
  assume_role_policy = data.aws_iam_policy_document.task_trust.json
}

resource "aws_iam_role_policy" "own" {
  name   = "Own"
  role   = aws_iam_role.own.id
  policy = data.aws_iam_policy_document.own.json
}
`;

function environmentOf({ environments }: Service, name: string) {
  const found = environments.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no environment ${name}.`);
  return found;
}
