import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkExercise } from '../../lib/commands/learn-check.ts';
import { courseIn, exerciseOf, OWN_COURSE } from '../../lib/learn/course.ts';
import { overlay, writeBeginning } from '../../lib/learn/files.ts';
import { describeWithCdk, linkCdkModules } from '../support/cdk-app.ts';
import { describeInFull } from '../support/in-full.ts';
import { describeWithTerraform, terraformEnvironment } from '../support/terraform.ts';

const course = courseIn(OWN_COURSE);
const folder = mkdtempSync(join(tmpdir(), 'ecs iam-learn-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Begins an exercise and makes ready what its tool needs. */
function proofOf(name: string, prepare: (to: string) => void) {
  const exercise = exerciseOf(course, name);
  const to = join(folder, name);

  beforeAll(() => {
    writeBeginning(exercise, to);
    prepare(to);
  }, 300_000);

  /** The ids of the checks that fail. */
  async function failing(part?: string): Promise<readonly string[]> {
    writeBeginning(exercise, to);
    if (part !== undefined) overlay(exercise, part, to);
    const results = await checkExercise(exercise, to);
    return results.filter(({ passed }) => !passed).map(({ id }) => id);
  }

  test('it is not solved as it begins', async () => {
    expect(await failing()).not.toEqual([]);
  }, 120_000);

  test('its solution solves it', async () => {
    expect(await failing('solution')).toEqual([]);
  }, 120_000);

  test.each(Object.entries(exercise.wrong))(
    '%s fails with the hint of %s',
    async (part, id) => {
      expect((await failing(`wrong/${part}`))[0]).toBe(id);
    },
    120_000,
  );
}

describeInFull('exercises with a tool of their own', () => {
  describeWithTerraform([], 'Terraform', () => {
    proofOf('14-github-oidc', (to) => {
      Object.assign(process.env, terraformEnvironment());
      const words = ['-chdir=iam/environments/dev', 'init', '-input=false'];
      const env = { ...process.env };
      const options = { cwd: to, encoding: 'utf8', env } as const;
      const { status, stderr } = spawnSync('terraform', words, options);
      if (status !== 0) throw new Error(stderr);
    });
  });

  describeWithCdk('the CDK', () => {
    proofOf('15-encrypted-secret', (to) => linkCdkModules(join(to, 'iam')));
  });
});
