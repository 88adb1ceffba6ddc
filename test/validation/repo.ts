import type { Answers } from '../../lib/answers/types.ts';
import { type AccountFacts, fillModel } from '../../lib/iam/fill.ts';
import type { Model, Statement } from '../../lib/iam/model.ts';
import type { FilledString } from '../../lib/iam/template-string.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { lockFile } from '../../lib/starter/lock-file.ts';
import { renderSharedScripts } from '../../lib/starter/scripts.ts';
import { targetById } from '../../lib/targets/registry.ts';
import type { RenderedFile } from '../../lib/targets/types.ts';
import { renderValidation } from '../../lib/validation/render.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { MOTO_ACCOUNT, MOTO_REGION } from '../support/moto.ts';

/** Whose account the emulator plays. */
export const FACTS: AccountFacts = {
  account: MOTO_ACCOUNT,
  partition: 'aws',
  region: MOTO_REGION,
  dnsSuffix: 'amazonaws.com',
};

/** One of each kind of thing that is checked, with as few calls as it takes. */
export const ONE_OF_EACH: Answers = {
  ...DEFAULT_ANSWERS,
  environments: [
    { name: 'dev', values: { permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' } },
  ],
  roles: ['task-execution', 'container-instance'],
  rolePolicies: { 'container-instance': 'aws-managed', 'task-execution': 'inline' },
  rolePath: '/team/shop/',
  tags: { team: 'orders and returns' },
  crossAccountPull: ['444455556666'],
  crossAccountLogs: [{ kind: 'resource-policy' }],
};

/** The scripts of a target's repo with those that validate. */
export async function filesOf(answers: Answers): Promise<readonly RenderedFile[]> {
  const service = buildService(answers);
  const target = await targetById(answers.target).load();
  const files = [...renderSharedScripts(), ...renderValidation(service), ...target.render(service)];
  return [
    ...files,
    lockFile(
      service,
      files.filter(({ path }) => path.startsWith('iam/')),
    ),
  ];
}

/** The model of the first environment as the emulated account shall hold it. */
export function filledModel(answers: Answers): Model<FilledString> {
  const { model, environments } = buildService(answers);
  return fillModel(model, firstOf(environments), FACTS);
}

/** Statements as they are in the emulated account, where one of each kind is. */
export function filledStatements(statements: readonly Statement[]): Statement<FilledString>[] {
  const { model, environments } = buildService(ONE_OF_EACH);
  const role = { ...firstOf(model.roles), inlinePolicies: [{ name: 'Any', statements }] };
  const { roles } = fillModel({ ...model, roles: [role] }, firstOf(environments), FACTS);
  return roles.flatMap(({ inlinePolicies }) => inlinePolicies.flatMap((one) => one.statements));
}

function firstOf<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error('There is none.');
  return first;
}
