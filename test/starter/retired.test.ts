import type { Answers } from '../../lib/answers/types.ts';
import { planStarter } from '../../lib/starter/plan-starter.ts';
import { retiredWords } from '../../lib/starter/retired-words.ts';
import { writeFiles } from '../../lib/starter/write.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { inEmptyFolder } from './folder.ts';

const ENVIRONMENTS = [
  { name: 'dev', values: { account: '111122223333', region: 'eu-west-1' } },
  { name: 'test', values: { account: '111122223333', region: 'eu-west-1' } },
  { name: 'prod', values: { account: '444455556666', region: 'eu-central-1' } },
];

/** The stacks with what environments share that are named when CloudFormation is given up. */
async function sharedStacks(
  environments: typeof ENVIRONMENTS,
  some: Partial<Answers>,
): Promise<readonly string[]> {
  const answers = { ...DEFAULT_ANSWERS, environments, ...some };
  let found: readonly string[] = [];
  await inEmptyFolder(async (folder) => {
    const before = await planStarter({ ...answers, target: 'cloudformation' }, folder);
    await writeFiles(before.plan);
    const { plan } = await planStarter({ ...answers, target: 'cli' }, folder);
    const names = environments.map(({ name }) => name);
    const words = retiredWords(plan.retired ?? [], { project: 'shop', environments: names });
    found = words.map(
      (one) => /--stack-name (shop-shared.*?) \(its repository/.exec(one)?.[1] ?? 'none',
    );
  });
  return found;
}

test.each([
  ['its account', ENVIRONMENTS, { pipeline: 'each' }, ['dev', 'dev', 'prod']],
  ['the account with the pipeline alone', ENVIRONMENTS, {}, ['dev', 'dev', undefined]],
  ['the project in one account', ENVIRONMENTS.slice(0, 2), {}, ['', '']],
  ['nobody, where nothing is shared', ENVIRONMENTS, { ecrRepository: 'existing' }, []],
] as const)('the shared stack that goes is that of %s', async (_, environments, some, units) => {
  const stacks = environments.map(({ values: { region } }, index) => {
    const unit = units[index];
    if (unit === undefined) return 'none';
    return `shop-shared${unit === '' ? '' : `-${unit}`} --region ${region}`;
  });
  expect(await sharedStacks([...environments], some)).toEqual(stacks);
});
