import type { Answers } from '../../lib/answers/types.ts';
import { askCan } from '../../lib/can/ask.ts';
import { documentsOf } from '../../lib/can/documents.ts';
import { definitionOf, fillDefinition } from '../../lib/definition/definition-of.ts';
import { accessMap } from '../../lib/map/graph.ts';
import { htmlMap } from '../../lib/map/html.ts';
import { mermaidMap } from '../../lib/map/mermaid.ts';
import { allows, type MapPart } from '../../lib/map/request.ts';
import { svgMap } from '../../lib/map/svg.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';

const ACCOUNTS = { dev: '111122223333', prod: '444455556666' } as const;

function partsOf(answers: Answers): readonly MapPart[] {
  const { model, environments } = buildService(answers);
  return environments.map((environment) => {
    const { account = '' } = environment.values;
    const facts = { account, region: 'eu-west-1', partition: 'aws', dnsSuffix: 'amazonaws.com' };
    const definition = fillDefinition(definitionOf(model, environment), facts);
    return { environment: environment.name, documents: documentsOf(definition, facts), facts };
  });
}

const parts = partsOf({
  ...DEFAULT_ANSWERS,
  values: { region: 'eu-west-1' },
  grants: [{ preset: 's3ReadWrite', values: { bucketName: 'shop-uploads' } }],
  environments: [
    { name: 'dev', values: { account: ACCOUNTS.dev } },
    { name: 'prod', values: { account: ACCOUNTS.prod } },
  ],
});
const map = accessMap('shop', parts);
const roles = parts.flatMap(({ documents }) => documents.roles);
const has = (kind: string, from: string, to: string) =>
  map.edges.some((edge) => edge.kind === kind && edge.from === from && edge.to === to);

test('every role is a node, and nothing is twice', () => {
  const ids = map.nodes.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
  expect(map.nodes.flatMap(({ id, kind }) => (kind === 'role' ? [id] : []))).toEqual(
    roles.map(({ arn }) => arn),
  );
});

test('a service assumes a role exactly where the evaluator allows it', () => {
  const services = ['ecs-tasks', 'codebuild', 'codepipeline', 'events', 'lambda', 'ecs', 'ec2'].map(
    (one) => `${one}.amazonaws.com`,
  );
  for (const part of parts) {
    for (const { arn } of part.documents.roles) {
      for (const principal of services) {
        const contexts = [
          'project/shop-dev-build',
          'project/shop-dev-validate',
          'project/shop-prod-validate',
          'project/shop-prod-build',
        ].map((one) => ({
          'aws:SourceAccount': part.facts.account,
          'aws:SourceArn': principal.startsWith('codebuild')
            ? `arn:aws:codebuild:eu-west-1:${part.facts.account}:${one}`
            : `arn:aws:ecs:eu-west-1:${part.facts.account}:task/x`,
        }));
        const allowed = contexts.some(
          (context) =>
            askCan(
              part.documents,
              { principal, action: 'sts:AssumeRole', resource: arn, context },
              part.facts,
            ).result === 'allowed',
        );
        expect([principal, arn, has('assumes', principal, arn)]).toEqual([principal, arn, allowed]);
      }
    }
  }
});

test('the pipeline of one account assumes the deployment role of the other, and no other role does', () => {
  const home = roles.find(({ id }) => id === 'codepipeline')?.arn ?? '';
  const elsewhere = roles.find(({ id }) => id === 'pipeline-deploy')?.arn ?? '';
  const assumed = map.edges.filter(
    ({ kind, from }) => kind === 'assumes' && from.startsWith('arn:'),
  );
  expect(assumed.map(({ from, to }) => [from, to])).toEqual([[home, elsewhere]]);
});

test('a role passes another exactly where the evaluator allows it', () => {
  for (const part of parts) {
    for (const { arn: from } of part.documents.roles) {
      const passed = map.edges.filter((edge) => edge.kind === 'passes' && edge.from === from);
      for (const { arn: to } of roles) {
        const { result } = askCan(
          part.documents,
          { principal: from, action: 'iam:PassRole', resource: to },
          part.facts,
        );
        expect([from, to, passed.some((edge) => edge.to === to)]).toEqual([
          from,
          to,
          result === 'allowed',
        ]);
      }
    }
  }
});

test('a role may use a resource exactly where the evaluator allows it', () => {
  for (const part of parts) {
    const own = map.edges.filter(
      ({ environment, kind }) => environment === part.environment && kind !== 'assumes',
    );
    const resources = [...new Set(own.map(({ to }) => to))].filter((one) => one !== '*');
    const actions = [...new Set(own.flatMap((edge) => edge.actions))].filter(
      (one) => /^(s3|ecr|logs):/.test(one) && one !== 'ecr:GetAuthorizationToken',
    );
    for (const { arn } of part.documents.roles) {
      for (const resource of resources) {
        const edge = own.find(({ from, to }) => from === arn && to === resource);
        for (const action of actions) {
          const accounts = Object.values(ACCOUNTS);
          const allowed = accounts.some((account) =>
            allows(part, {
              principal: arn,
              action,
              resource,
              context: { 'aws:ResourceAccount': account },
            }),
          );
          expect([arn, action, resource, edge?.actions.includes(action) ?? false]).toEqual([
            arn,
            action,
            resource,
            allowed,
          ]);
        }
      }
    }
  }
});

test('the drawings have every role and every edge', () => {
  const mermaid = mermaidMap(map);
  const assumes = map.edges.filter(({ kind }) => kind === 'assumes').length;
  expect([...mermaid.matchAll(/\|"assumes"\|/g)].length).toBe(assumes);
  expect([...svgMap(map).matchAll(/<path /g)].length).toBe(map.edges.length);
});

test('the page needs no network and says the same in words', () => {
  const page = htmlMap(map);
  const withoutNames = page.replaceAll('http://www.w3.org/2000/svg', '');
  expect(withoutNames).not.toMatch(/https?:\/\/|<link|<script src|@import|url\(/);
  expect([...page.matchAll(/<details class="role"/g)].length).toBe(roles.length);
});
