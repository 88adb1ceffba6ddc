import { parse } from 'yaml';
import type { Answers } from '../../lib/answers/types.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { renderPipelineFiles, renderStarterApp } from '../../lib/starter/pipeline-files.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';

function filesOf(some: Partial<Answers>) {
  const service = buildService({ ...DEFAULT_ANSWERS, ...some });
  return new Map(renderPipelineFiles(service).map((file) => [file.path, file.contents]));
}

const DEPLOYED_FROM_SOURCE = ['pipeline/buildspec-deploy.yml', 'pipeline/fill.sh'];

test.each([
  ['pipeline', ['imagedefinitions.json'], ['imagedefinitions.json']],
  ['build', ['taskdef.json'], ['image.txt', ...DEPLOYED_FROM_SOURCE, 'pipeline/taskdef.json']],
  [
    'codedeploy',
    ['appspec.yaml', 'imageDetail.json', 'taskdef.json'],
    ['appspec.yaml', 'imageDetail.json', 'taskdef-dev.json', 'taskdef-prod.json'],
  ],
] as const)(
  'the buildspec of deploy kind %s hands on what that kind deploys from, to one environment and to two',
  (deploy, ofOne, ofTwo) => {
    const handedOn = (some: Partial<Answers>) => {
      const files = filesOf({ deploy, values: { loadBalancer: 'shop' }, ...some });
      const buildspec = parse(files.get('pipeline/buildspec.yml') ?? '');
      expect(buildspec.version).toBe(0.2);
      return buildspec.artifacts.files;
    };
    expect(handedOn({ environments: [{ name: 'dev', values: {} }] })).toEqual(ofOne);
    expect(handedOn({})).toEqual(ofTwo);
  },
);

test('the task definition names secrets, parameters and environment files of this environment', () => {
  const text = filesOf({
    secrets: [{ name: 'shop/<environment>/db-url' }],
    parameters: [{ name: 'shop/apiKey', account: '444455556666' }],
    envFiles: [{ bucket: 'shop-config', key: 'web.env' }],
  }).get('pipeline/taskdef.json');
  const [container] = JSON.parse(text ?? '').containerDefinitions;
  expect(container.secrets).toEqual([
    {
      name: 'DB_URL',
      valueFrom:
        'arn:${PARTITION}:secretsmanager:${AWS_REGION}:${ACCOUNT_ID}:secret:shop/${ENVIRONMENT}/db-url',
    },
    {
      name: 'API_KEY',
      valueFrom: 'arn:${PARTITION}:ssm:${AWS_REGION}:444455556666:parameter/shop/apiKey',
    },
  ]);
  expect(container.environmentFiles).toEqual([
    { value: 'arn:${PARTITION}:s3:::shop-config/web.env', type: 's3' },
  ]);
});

test('the starter app brings a Dockerfile, the application and its test', () => {
  expect(renderStarterApp().map((file) => file.path)).toEqual([
    'Dockerfile',
    '.dockerignore',
    'app/server.mjs',
    'app/server.test.mjs',
  ]);
});
