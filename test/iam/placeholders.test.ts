import {
  PLACEHOLDER_NAMES,
  type Placeholder,
  placeholderSpec,
} from '../../lib/iam/placeholders.ts';
import { VALUES } from '../support/values.ts';

test.each(PLACEHOLDER_NAMES)('%s has a meaning and says what it takes', (placeholder) => {
  const { meaning, takes } = placeholderSpec(placeholder);
  expect(meaning).toMatch(/^\S.+[^.]$/);
  expect(takes).toMatch(/^\S.*[^.]$|^'\/'/);
});

test.each(Object.entries(VALUES))('%s takes %s', (placeholder, value) => {
  expect(value).toMatch(placeholderSpec(placeholder as Placeholder).pattern);
});

/** What a shell, YAML, HCL or TypeScript would read as its own; and wildcards, which open too much. */
const REFUSED = [...'\'"`$\\ \t\n\r<>*?;|&(){}\u0000\u00a0é'];

test.each(PLACEHOLDER_NAMES)('%s takes no quote, blank, wildcard or other trap', (placeholder) => {
  const { pattern } = placeholderSpec(placeholder);
  const sample = Object.entries(VALUES).find(([name]) => name === placeholder)?.[1] ?? 'abc';
  for (const trap of REFUSED) {
    for (const value of [`${sample}${trap}`, `${trap}${sample}`, sample.replace(/(?<=.)/, trap)]) {
      expect([value, pattern.test(value)]).toEqual([value, false]);
    }
  }
  expect(pattern.test('')).toBe(false);
});

test.each(PLACEHOLDER_NAMES)(
  'the pattern of %s is one that every target can tell',
  (placeholder) => {
    const { source, flags } = placeholderSpec(placeholder).pattern;
    expect(flags).toBe('');
    const inside = source.replace(/^\^(\(\?![^()]*\))*/, '').replace(/\(\?<![^()]*\)\$$/, '');
    expect(inside).not.toMatch(/\(\?/);
  },
);

const TAKEN: readonly (readonly [Placeholder, string])[] = [
  ['region', 'us-gov-west-1'],
  ['region', 'eusc-de-east-1'],
  ['region', 'us-isob-east-1'],
  ['rolePath', '/'],
  ['rolePath', '/service-role/team.a/'],
  ['permissionsBoundary', 'arn:aws-us-gov:iam::111122223333:policy/team/Boundary'],
  ['permissionsBoundary', 'arn:aws:iam::aws:policy/PowerUserAccess'],
  ['repository', 'a1'],
  ['repository', 'team/shop_web.api-v2'],
  ['artifactBucket', 'my.company.artifacts-1'],
  ['artifactKmsKeyId', 'mrk-1234abcd12ab34cd56ef1234567890ab'],
  ['pipelineName', 'shop.web@prod'],
  ['sourceKey', 'releases/app+v1.2.zip'],
  ['secretName', 'prod/shop/db@eu+1=x'],
  ['parameterName', 'shop/prod/url'],
  ['logGroup', '/aws/ecs/shop#web.1'],
  ['codeDeployApplication', 'AppECS-shop_prod.web'],
  ['deploymentConfig', 'CodeDeployDefault.ECSCanary10Percent5Minutes'],
  ['branch', 'release/2026.1+hotfix'],
  ['githubOwner', 'jane_acme'],
  ['githubOwner', 'octocat@123456'],
  ['githubEnvironment', 'prod/eu'],
  ['oidcAudience', 'https://github.com/octocat'],
  ['ruleName', 'aws.partner/example.com/bus/nightly'],
  ['tableName', '_orders'],
  ['queueName', 'q'.repeat(80)],
  ['queueName', 'orders.fifo'],
  ['topicName', 'orders.fifo'],
  ['modelId', 'meta.llama3-1-70b-instruct-v1:0'],
  ['metricsNamespace', 'Shop/Web:v1'],
  ['dbResourceId', 'prx-0123456789abcdef'],
];

test.each(TAKEN)('%s takes %s', (placeholder, value) => {
  expect(value).toMatch(placeholderSpec(placeholder).pattern);
});

const NOT_TAKEN: readonly (readonly [Placeholder, string])[] = [
  ['account', '12345678901'],
  ['region', 'Europe'],
  ['rolePath', 'team'],
  ['rolePath', '//'],
  ['permissionsBoundary', 'arn:aws:iam::111122223333:role/Admin'],
  ['repository', 'a'],
  ['repository', 'Shop'],
  ['repository', 'shop--web'],
  ['repository', 'shop/'],
  ['artifactBucket', 'ab'],
  ['artifactBucket', 'Shop-bucket'],
  ['artifactBucket', '192.168.0.1'],
  ['artifactBucket', 'xn--shop'],
  ['artifactBucket', 'shop-s3alias'],
  ['artifactBucket', 'shop..web'],
  ['artifactKmsKeyId', 'alias/shop'],
  ['sourceRepository', 'shop.git'],
  ['sourceKey', '/app.zip'],
  ['parameterName', '/shop/url'],
  ['modelId', 'eu.anthropic.claude-3-haiku-20240307-v1:0'],
  ['inferenceProfileId', 'anthropic.claude-3-haiku-20240307-v1:0'],
  ['targetGroupName', '-web'],
  ['targetGroupName', 'w'.repeat(33)],
  ['eventSource', 'aws.ec2'],
  ['queueName', `${'q'.repeat(76)}.fifo`],
  ['connectionId', 'arn:aws:codeconnections:eu-west-1:111122223333:connection/x'],
];

test.each(NOT_TAKEN)('%s does not take %s', (placeholder, value) => {
  expect(value).not.toMatch(placeholderSpec(placeholder).pattern);
});
