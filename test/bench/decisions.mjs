import { bundled } from './bundled.mjs';

const MILLION = 1_000_000;
const ACCOUNT = '111122223333';
const FACTS = {
  account: ACCOUNT,
  partition: 'aws',
  region: 'eu-west-1',
  dnsSuffix: 'amazonaws.com',
};

/** Decides a million requests about the default roles, with a boundary and a service control policy. */
export async function decisionRows() {
  const lib = await bundled(
    `export { resolveAnswers } from './lib/answers/resolve.ts';
     export { compilePolicies, decide } from './lib/evaluate/decide.ts';
     export { readRequester } from './lib/evaluate/requester.ts';
     export { policyDocument } from './lib/iam/document.ts';
     export { fillModel } from './lib/iam/fill.ts';
     export { buildService } from './lib/service/build-service.ts';`,
  );
  const questions = questionsOf(lib);
  const start = process.cpuUsage();
  const seen = { allowed: 0, explicitDeny: 0, implicitDeny: 0 };
  for (let index = 0; index < MILLION; index += 1) {
    const { layers, request } = questions[index % questions.length];
    seen[lib.decide(layers, request).result] += 1;
  }
  // Of this process alone: the machine may be busy with others.
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  return [
    {
      decisions: MILLION,
      questions: questions.length,
      ...seen,
      'CPU seconds': seconds.toFixed(1),
      goal: '≤ 10',
    },
  ];
}

/** Every action of every role, on a resource of its statement and on another. */
function questionsOf({
  buildService,
  compilePolicies,
  fillModel,
  policyDocument,
  readRequester,
  resolveAnswers,
}) {
  const { answers } = resolveAnswers({
    flags: { project: ['shop'] },
    folderName: 'bench',
    faults: [],
  });
  const { environments, model } = buildService(answers);
  return fillModel(model, environments.at(-1), FACTS).roles.flatMap((role) => {
    const policies = [...role.inlinePolicies, ...role.managedPolicies];
    const layers = compilePolicies({
      scps: [
        [{ name: 'FullAWSAccess', policy: anything }],
        [{ name: 'Guardrails', policy: guardrails }],
      ],
      identity: policies.map(({ name, statements }) => ({
        name,
        policy: policyDocument(statements),
      })),
      boundary: { name: 'Boundary', policy: anything },
    });
    const principal = readRequester(`arn:aws:iam::${ACCOUNT}:role/${role.name}`);
    return policies
      .flatMap(({ statements }) => statements)
      .flatMap(({ actions, resources, conditions }) =>
        actions.flatMap((action) =>
          [...resources, 'arn:aws:s3:::somebody-elses/key'].map((resource) => ({
            layers,
            request: {
              principal,
              action,
              resource: resource.replace(/[*?]/g, 'x'),
              context: contextOf(conditions),
            },
          })),
        ),
      );
  });
}

function contextOf(conditions = {}) {
  const entries = Object.values(conditions).flatMap((keys) => Object.entries(keys));
  return Object.fromEntries([
    ['aws:RequestedRegion', 'eu-west-1'],
    ['aws:SecureTransport', 'true'],
    ...entries.map(([key, [value]]) => [key, value.replace(/[*?]/g, 'x')]),
  ]);
}

const anything = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};
const guardrails = {
  Version: '2012-10-17',
  Statement: [
    ...anything.Statement,
    {
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*', 'support:*'],
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } },
    },
    { Effect: 'Deny', Action: ['organizations:*', 'iam:CreateUser'], Resource: '*' },
  ],
};
