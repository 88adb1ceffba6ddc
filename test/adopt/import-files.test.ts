import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importOf } from '../../lib/adopt/import-files.ts';
import { type Takeover, takeovers } from '../../lib/adopt/takeover.ts';
import type { Answers } from '../../lib/answers/types.ts';
import { definitionOf, fillDefinition } from '../../lib/definition/definition-of.ts';
import { managedPolicyArn } from '../../lib/iam/managed-policy.ts';
import { modelIn } from '../../lib/iam/where.ts';
import type { FoundAccount } from '../../lib/plan/found-account.ts';
import { buildService } from '../../lib/service/build-service.ts';
import type { Service } from '../../lib/service/types.ts';
import { targetById } from '../../lib/targets/registry.ts';
import type { RenderedFile } from '../../lib/targets/types.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { describeWithCdk, linkCdkModules } from '../support/cdk-app.ts';
import { putFiles } from '../support/put-files.ts';
import { parseTemplate, type Template } from '../support/template.ts';
import { synthesise } from '../targets/cdk/synthesise.ts';

const FACTS = {
  account: '123456789012',
  partition: 'aws',
  region: 'eu-west-1',
  dnsSuffix: 'amazonaws.com',
};
/** Every kind of thing that can be imported, and a role that stands in home alone. */
const ANSWERS: Answers = {
  ...DEFAULT_ANSWERS,
  roles: ['task-execution', 'task', 'codebuild', 'codepipeline', 'container-instance'],
  rolePolicies: { codebuild: 'customer-managed', 'task-execution': 'aws-managed' },
  roleNames: { task: 'AcmeWeb-<environment>' as never },
  roleOverrides: { task: { path: '/service-role/' } },
};
const FOREIGN = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const KEYS: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'PolicyArn',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
};

/** The roles of an environment as somebody else would have made them, with a policy more. */
function taken(service: Service, name: string): readonly Takeover[] {
  const environment = environmentOf(service, name);
  const definition = fillDefinition(definitionOf(service.model, environment), FACTS);
  const account: FoundAccount = {
    account: FACTS.account,
    partition: FACTS.partition,
    roles: new Map(
      definition.roles.map((role) => [
        role.name.toLowerCase(),
        {
          ...role,
          arn: `arn:aws:iam::${FACTS.account}:role${role.path}${role.name}`,
          description: 'Theirs',
          boundary: undefined,
          tags: { team: 'web' },
          inline: { ...role.inlinePolicies, Theirs: {} as never },
          attached: [
            ...role.attachedPolicies,
            ...role.managedPolicies.map((one) => managedPolicyArn(FACTS, one.path, one.name)),
            FOREIGN,
          ],
          profiles: [],
        },
      ]),
    ),
    managedPolicies: new Map(
      definition.roles.flatMap(({ managedPolicies }) =>
        managedPolicies.map(({ path, name: policy, document }) => {
          const arn = managedPolicyArn(FACTS, path, policy);
          return [arn, { arn, document, attachments: 1 }];
        }),
      ),
    ),
    profiles: new Map(
      definition.roles.flatMap(({ instanceProfile, path, name: role }) =>
        instanceProfile === undefined
          ? []
          : [[instanceProfile.toLowerCase(), { name: instanceProfile, path, roles: [role] }]],
      ),
    ),
    serviceLinkedRoles: new Set(),
    oidcProviders: new Map(),
    resourcePolicies: [],
  };
  return takeovers(definition, modelIn(service.model, environment), account);
}

function environmentOf({ environments }: Service, name: string) {
  const found = environments.find((one) => one.name === name);
  if (found === undefined) throw new Error(`No environment ${name}.`);
  return found;
}

const nothing = () => ({ inline: new Set<string>(), attached: new Set<string>() });

function filesOf(service: Service, name: string, deployed?: string): readonly RenderedFile[] {
  const environment = environmentOf(service, name);
  const place = { service, environment, taken: taken(service, name), owned: nothing, deployed };
  return importOf(place).files;
}

function textOf(files: readonly RenderedFile[], path: string): string {
  const file = files.find((one) => one.path === path);
  if (file === undefined) throw new Error(`${path} is not among ${files.map((one) => one.path)}.`);
  return file.contents;
}

interface Import {
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly ResourceIdentifier: Readonly<Record<string, string>>;
}

describe('CloudFormation', () => {
  const service = buildService({ ...ANSWERS, target: 'cloudformation' });

  async function rolesTemplate(): Promise<string> {
    const renderer = await targetById('cloudformation').load();
    return textOf(renderer.render(service), 'iam/roles.yaml');
  }

  test.each(['dev', 'prod'])(
    'each identifier in %s is of a resource of iam/roles.yaml, by its type and key',
    async (name) => {
      const template = parseTemplate(await rolesTemplate());
      const path = `import/${name}/resources-to-import.json`;
      const imports: readonly Import[] = JSON.parse(textOf(filesOf(service, name), path));
      for (const { ResourceType, LogicalResourceId, ResourceIdentifier } of imports) {
        expect(template.Resources[LogicalResourceId]?.Type).toBe(ResourceType);
        expect(Object.keys(ResourceIdentifier)).toEqual([KEYS[ResourceType]]);
      }
      const kinds = new Set(imports.map(({ ResourceType }) => ResourceType));
      expect(kinds.size).toBe(name === 'dev' ? 3 : 2);
    },
  );

  test('the template of the import holds what is imported and nothing else, as it was', () => {
    const files = filesOf(service, 'dev');
    const imports: readonly Import[] = JSON.parse(
      textOf(files, 'import/dev/resources-to-import.json'),
    );
    const { Resources }: Template = JSON.parse(textOf(files, 'import/dev/template.json'));
    expect(
      Object.entries(Resources).map(([id, { Type }]) => [
        id,
        Type,
        Object(Resources[id]).DeletionPolicy,
      ]),
    ).toEqual(
      imports.map(({ LogicalResourceId, ResourceType }) => [
        LogicalResourceId,
        ResourceType,
        'Retain',
      ]),
    );
    expect(Resources.TaskRole?.Properties).toEqual({
      RoleName: 'AcmeWeb-dev',
      Path: '/service-role/',
      Description: 'Theirs',
      MaxSessionDuration: 3600,
      AssumeRolePolicyDocument: expect.objectContaining({ Version: '2012-10-17' }),
    });
    expect(JSON.stringify(Resources)).not.toContain(FOREIGN);
  });

  test('where the stack has roles, its template stays and the imported ones join it', async () => {
    const text = await rolesTemplate();
    const before = parseTemplate(text);
    const environment = environmentOf(service, 'dev');
    const one = taken(service, 'dev').filter(({ role }) => role.id === 'task');
    const { files } = importOf({
      service,
      environment,
      taken: one,
      owned: nothing,
      deployed: text,
    });
    const after = parseTemplate(textOf(files, 'import/dev/template.yaml'));
    expect(Object.keys(after.Resources).sort()).toEqual(Object.keys(before.Resources).sort());
    expect({ ...after.Resources, TaskRole: 0 }).toEqual({ ...before.Resources, TaskRole: 0 });
    expect(after.Resources.TaskRole).toMatchObject({ DeletionPolicy: 'Retain' });
    const { TaskRoleName: _name, TaskRoleArn: _arn, ...outputs } = before.Outputs ?? {};
    expect(after.Outputs).toEqual(outputs);
    const script = textOf(files, 'import/dev/import.sh');
    for (const parameter of Object.keys(before.Parameters ?? {})) {
      expect(script).toContain(`ParameterKey=${parameter},UsePreviousValue=true`);
    }
  });

  test('the commands of the import are these', () => {
    const script = textOf(filesOf(service, 'dev'), 'import/dev/import.sh');
    expect(script.slice(script.indexOf('aws '))).toBe(
      `aws cloudformation create-change-set --stack-name shop-iam-dev \\
  --change-set-name adopt --change-set-type IMPORT --capabilities CAPABILITY_NAMED_IAM \\
  --resources-to-import file://resources-to-import.json --template-body file://template.json
aws cloudformation wait change-set-create-complete --stack-name shop-iam-dev --change-set-name adopt
aws cloudformation execute-change-set --stack-name shop-iam-dev --change-set-name adopt
aws cloudformation wait stack-import-complete --stack-name shop-iam-dev
`,
    );
  });
});

describeWithCdk('CDK', () => {
  const top = mkdtempSync(join(tmpdir(), 'adopt '));
  afterAll(() => rmSync(top, { recursive: true, force: true }));

  test('each ID of the mapping is of a resource of the synthesised stack, by its type and name', async () => {
    const service = buildService({ ...ANSWERS, target: 'cdk' });
    const renderer = await targetById('cdk').load();
    mkdirSync(join(top, 'repo'));
    putFiles(join(top, 'repo'), renderer.render(service));
    const app = join(top, 'repo/iam');
    linkCdkModules(app);
    const templates = await synthesise(top, [app], { here: FACTS });
    for (const name of ['dev', 'prod']) {
      const { Resources } = templates[app]?.here?.[`shop-iam-${name}`] ?? { Resources: {} };
      const mapping: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
        textOf(filesOf(service, name), `import/${name}/resource-mapping.json`),
      );
      const importable = Object.entries(Resources).filter(([, { Type }]) => Type in KEYS);
      expect(Object.keys(mapping).sort()).toEqual(importable.map(([id]) => id).sort());
      for (const [id, { Type, Properties = {} }] of importable) {
        expect(Object.keys(mapping[id] ?? {})).toEqual([KEYS[Type]]);
        const { RoleName, ManagedPolicyName, InstanceProfileName } = Properties;
        const named = String(RoleName ?? ManagedPolicyName ?? InstanceProfileName);
        expect(Object.values(mapping[id] ?? {})[0]).toMatch(new RegExp(`(^|/)${named}$`));
      }
    }
  }, 120_000);
});

describe('Terraform', () => {
  test('each import block is of a resource of the module, by the form of its ID', async () => {
    const service = buildService({ ...ANSWERS, target: 'terraform' });
    const renderer = await targetById('terraform').load();
    const module = renderer
      .render(service)
      .filter(({ path }) => path.startsWith('iam/modules/roles/'))
      .map(({ contents }) => contents)
      .join('\n');
    const text = textOf(filesOf(service, 'dev'), 'iam/environments/dev/imports.tf');
    const blocks = [...text.matchAll(/ {2}to = module\.roles\.(\S+)\n {2}id = "(.+)"\n/g)];
    for (const [, to = ''] of blocks) {
      const [type, label = ''] = to.split('.');
      expect(module).toContain(`resource "${type}" "${label.replace('[0]', '')}" {`);
    }
    expect(blocks.map(([, to, id]) => `${to} ${id}`)).toEqual(
      expect.arrayContaining([
        'aws_iam_role.task AcmeWeb-dev',
        'aws_iam_role.codepipeline[0] shop-codepipeline-role-dev',
        'aws_iam_policy.codebuild_build_logs[0] arn:aws:iam::123456789012:policy/shop-codebuild-role-dev-BuildLogs',
        'aws_iam_role_policy_attachment.task_execution_amazon_ecs_task_execution_role_policy shop-ecs-task-execution-role-dev/arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
        'aws_iam_instance_profile.container_instance shop-ecs-instance-role-dev',
      ]),
    );
  });
});
