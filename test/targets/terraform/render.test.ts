import { buildService } from '../../../lib/service/build-service.ts';
import { renderer } from '../../../lib/targets/terraform/render.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { withoutPipeline } from '../../support/pipeline-kinds.ts';
import { CASES } from './cases.ts';

const services = CASES.map(({ name, answers }) => ({
  name,
  service: withoutPipeline(buildService(answers)),
}));

test.each(services)('$name: the same service gives the same bytes', ({ service }) => {
  expect(renderer.render(service)).toEqual(renderer.render(service));
});

test.each(services)('$name: definitions name neither an account nor a partition', ({ service }) => {
  const given = new Set(JSON.stringify(service.model.roles).match(/\d{12}/g));
  for (const { path, contents } of renderer.render(service)) {
    // The roots have the values of their places.
    if (!/^iam\/modules\/.*\.tf$/.test(path)) continue;
    const code = contents.replace(/^ *#.*$/gm, '');
    expect(code).not.toContain('arn:aws');
    // Accounts that the answers name as somebody else's stand in the model itself.
    expect((code.match(/\d{12}/g) ?? []).filter((account) => !given.has(account))).toEqual([]);
  }
});

test.each(services)('$name: every block has an address of its own', ({ service }) => {
  const heads = renderer.render(service).flatMap(({ path, contents }) => {
    const found = contents.match(/^(resource|data|output|variable) .*\{/gm) ?? [];
    return found.map((head) => `${path.replace(/[^/]*$/, '')} ${head}`);
  });
  expect(heads.length).toBe(new Set(heads).size);
});

test('files are relative, end in one line break and hold no carriage return', () => {
  for (const { path, contents } of renderer.render(
    withoutPipeline(buildService(DEFAULT_ANSWERS)),
  )) {
    expect(path).toMatch(/^(iam|scripts)\/[\w./-]+$/);
    expect(contents).toMatch(/[^\n]\n$/);
    expect(contents).not.toContain('\r');
  }
});

test('text that the provider would read as a policy variable is refused', () => {
  const answers = {
    ...DEFAULT_ANSWERS,
    taskStatements: [{ sid: 'Own', actions: ['s3:GetObject'], resources: ['arn:x:&{y}'] }],
  };
  expect(() => renderer.render(buildService(answers))).toThrow(/cannot be written in Terraform/);
});
