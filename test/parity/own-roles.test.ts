import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBin } from '../support/built-bin.ts';
import { describeWithCdk, linkCdkModules } from '../support/cdk-app.ts';
import { describeInFull } from '../support/in-full.ts';
import { describeWithTerraform, terraformEnvironment } from '../support/terraform.ts';

const MINUTES = 60_000;

const ROLE = {
  id: 'audit-reader',
  title: 'Audit reader role',
  purpose: 'Lets the audit function read the logs of the service.',
  why: 'Every service of the team is audited.',
  risk: 'Whoever controls the function reads the logs.',
  trust: [{ service: 'lambda.amazonaws.com' }],
  statements: [
    {
      sid: 'ReadQueue',
      actions: ['sqs:ReceiveMessage'],
      resources: ['arn:<partition>:sqs:<region>:<account>:<project>-<environment>'],
      why: 'The audit reads the queue.',
    },
  ],
};

/** Edits the file of a role of a preset, and reads it back with the tool itself. */
function readsBack(target: string, path: string, prepare: (repo: string) => void = () => {}): void {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'own roles '));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test(
    `an edit of a preset's role is read back, and the role is known by its id`,
    () => {
      writeFileSync(join(folder, 'acme.json'), JSON.stringify({ name: 'acme', roles: [ROLE] }));
      const words = ['new', 'shop', '--yes', '--preset', './acme.json', '--target', target];
      expect(runBin(folder, words).status).toBe(0);
      const repo = join(folder, 'shop');
      prepare(repo);
      const text = readFileSync(join(repo, path), 'utf8');
      writeFileSync(join(repo, path), text.replace('sqs:ReceiveMessage', 'sqs:SendMessage'));
      expect(runBin(repo, ['lock'])).toMatchObject({ status: 0, stderr: '' });
      const { environments } = JSON.parse(readFileSync(join(repo, 'iam.lock.json'), 'utf8'));
      const role = environments.prod.roles.find(({ id }: { id?: string }) => id === ROLE.id);
      expect(role).toMatchObject({
        name: 'shop-audit-reader-role-prod',
        inlinePolicies: { PresetAuditReader: { Statement: [{ Action: 'sqs:SendMessage' }] } },
      });
    },
    3 * MINUTES,
  );
}

describeInFull('with the tools themselves', () => {
  describeWithTerraform([], 'Terraform', () => {
    readsBack('terraform', 'iam/modules/roles/audit_reader.tf', () => {
      Object.assign(process.env, terraformEnvironment());
    });
  });

  describeWithCdk('the CDK', () => {
    readsBack('cdk', 'iam/lib/roles/audit-reader.ts', (repo) => linkCdkModules(join(repo, 'iam')));
  });
});
