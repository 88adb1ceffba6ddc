import { IAMClient } from '@aws-sdk/client-iam';
import type { Answers } from '../../../lib/answers/types.ts';
import { fillModel } from '../../../lib/iam/fill.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { lockFile } from '../../../lib/starter/lock-file.ts';
import { renderSharedScripts } from '../../../lib/starter/scripts.ts';
import { renderer } from '../../../lib/targets/cli/render.ts';
import type { RenderedFile } from '../../../lib/targets/types.ts';
import { type AccountRole, expectedRoles } from '../../support/account.ts';
import { MOTO_ACCOUNT, MOTO_REGION, type Moto } from '../../support/moto.ts';
import type { ScriptRepo, ScriptRun } from '../../support/script-repo.ts';

const FACTS = {
  account: MOTO_ACCOUNT,
  partition: 'aws',
  region: MOTO_REGION,
  dnsSuffix: 'amazonaws.com',
};

export const MINUTES = 60_000;

/** A trust policy of somebody else's. */
export const THEIR_TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } },
  ],
});

/** A policy of somebody else's. */
export const THEIR_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
});

/** The tags that say a role is this project's, in environment dev. */
export const OUR_TAGS = [
  { Key: 'ecs-iam:project', Value: 'shop' },
  { Key: 'ecs-iam:environment', Value: 'dev' },
];

/** The whole of a cli repo that the scripts need. */
export function filesOf(answers: Answers): readonly RenderedFile[] {
  const service = buildService(answers);
  return [...renderSharedScripts(), lockFile(service, []), ...renderer.render(service)];
}

/** What the emulator's account shall hold for one environment. */
export function wanted(answers: Answers, environment: string): readonly AccountRole[] {
  const service = buildService(answers);
  const { model } = service;
  return service.environments
    .filter(({ name }) => name === environment)
    .flatMap((one) => expectedRoles(fillModel(model, one, FACTS), FACTS));
}

/** Somebody else at work in the account: without the CLI, which takes most of a second a call. */
export function somebodyElse(moto: Moto): IAMClient {
  return new IAMClient({
    endpoint: moto.url,
    region: MOTO_REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}

/** Runs a script that has to end well. */
export function done(repo: ScriptRepo, script: string, ...words: readonly string[]): ScriptRun {
  const run = repo.run(script, ...words);
  if (run.status !== 0) throw new Error(`${run.stdout}${run.stderr}`);
  return run;
}

/** The second words of calls: the operations. */
export function operations({ writes }: ScriptRun): readonly (string | undefined)[] {
  return writes.map((call) => call.split(' ')[1]);
}
