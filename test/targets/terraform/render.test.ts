import { PLACEHOLDER_NAMES, placeholderSpec } from '../../../lib/iam/placeholders.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { re2Conditions } from '../../../lib/targets/terraform/re2.ts';
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
    if (!path.endsWith('.tf')) continue;
    const code = contents.replace(/^.*regex\(.*$/gm, '').replace(/^ *#.*$/gm, '');
    expect(code).not.toContain('arn:aws');
    // Accounts that the answers name as somebody else's stand in the model itself.
    expect((code.match(/\d{12}/g) ?? []).filter((account) => !given.has(account))).toEqual([]);
  }
});

test.each(services)('$name: every block has an address of its own', ({ service }) => {
  const heads = renderer
    .render(service)
    .flatMap(({ contents }) => contents.match(/^(resource|data|output|variable) .*\{/gm) ?? []);
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

test.each(PLACEHOLDER_NAMES)('the pattern of %s says in RE2 what it says here', (placeholder) => {
  const { matches, avoids } = re2Conditions(placeholderSpec(placeholder).pattern);
  expect([matches, ...avoids].join(' ')).not.toMatch(/\(\?[=!<]/);
  const taken = (value: string) =>
    new RegExp(matches).test(value) && !avoids.some((one) => new RegExp(one).test(value));
  for (const value of SAMPLES)
    expect(taken(value)).toBe(placeholderSpec(placeholder).pattern.test(value));
});

const SAMPLES = [
  ...[
    '',
    'a',
    'shop',
    'Shop-1',
    '-shop',
    'shop_x',
    'shop/web',
    '/shop',
    'shop/',
    'a..b',
    '1.2.3.4',
  ],
  ...['xn--shop', 'sthree-x', 'aws.shop', 'eu-west-1', '111122223333', 'sg-0a1b', '*', 'a b', 'a$'],
  ...['arn:aws:iam::aws:policy/X', 'arn:aws:iam::111122223333:role/x', 'a@b.example', 'true'],
];

test('text that the provider would read as a policy variable is refused', () => {
  const answers = {
    ...DEFAULT_ANSWERS,
    taskStatements: [{ sid: 'Own', actions: ['s3:GetObject'], resources: ['arn:x:&{y}'] }],
  };
  expect(() => renderer.render(buildService(answers))).toThrow(/cannot be written in Terraform/);
});
