import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expectScreens, type Frame, openTerminal, type Terminal } from '../support/terminal.ts';
import { describeWith } from '../support/tools.ts';

const OFFER = /\? Make the roles now\?/;
const REVIEW = /\? Go on with these answers\?/;
/** Enough for every question but those that a test is about. */
const ROLES_ALONE = '--project shop --target cloudformation --environments dev,prod --deploy none';

let one: Terminal;

afterEach(() => one.close());

/** The question that waits for an answer, with its choices. */
function question(screen: string): string {
  return /(?:^|\n)(\? [^\n]*(?:\n(?!\? |✔ )[^\n]*)*)$/.exec(screen)?.[1] ?? '';
}

/** Waits for the next question. */
async function asked(): Promise<string> {
  return question(await one.shows(/(^|\n)\? (?![\s\S]*\n✔ )/));
}

/** Takes what is offered until a question comes; gives every question on the way. */
async function enterUntil(wanted: RegExp): Promise<readonly Frame[]> {
  const frames: Frame[] = [];
  for (;;) {
    const now = await asked();
    frames.push([`question ${frames.length + 1}`, now]);
    if (wanted.test(now)) return frames;
    await one.answer('Enter');
  }
}

/** Moves down a list until a choice is the current one. */
async function choose(choice: string): Promise<void> {
  const isCurrent = () =>
    ['', ' '].some((gap) =>
      ['', '◯ ', '◉ '].some((tick) => one.screen().includes(`❯${gap}${tick}${choice}`)),
    );
  for (let moves = 0; !isCurrent(); moves += 1) {
    if (moves > 60) throw new Error(`There is no choice '${choice}'.\n${one.screen()}`);
    await one.answer('Down');
  }
}

/** The end of a run: all that is on the screen. */
async function end(title = 'the whole run'): Promise<Frame> {
  return [title, await one.shows(/\n\$$/)];
}

describeWith(['tmux'], 'what a person sees', () => {
  test.each([
    ['enter', 100],
    ['enter-60', 60],
    ['enter-200', 200],
  ])(
    'Enter everywhere: %s, %i columns',
    async (name, columns) => {
      one = openTerminal(columns);
      await one.run('ecs-iam new shop');
      const questions = await enterUntil(OFFER);
      one.press('Enter');
      expectScreens(name, [...questions, await end()]);
    },
    60_000,
  );

  test('a rich run with CodeDeploy', async () => {
    one = openTerminal(100);
    await one.run('ecs-iam new shop');
    await enterUntil(/\? AWS features/);
    await choose('Secrets from Secrets Manager');
    await one.answer('Space');
    await choose('Consume an SQS queue');
    const features = await one.answer('Space');
    await one.answer('Enter');
    const queue = (await enterUntil(/queue/i)).at(-1)?.[1] ?? '';
    one.type('shop-orders');
    await one.answer('Enter');
    const secrets = (await enterUntil(/ecret/)).at(-1)?.[1] ?? '';
    one.type('shop/<environment>/db');
    await one.answer('Enter');
    await enterUntil(/\? Who deploys/);
    await choose('CodeDeploy');
    const deploy = question(one.screen());
    await one.answer('Enter');
    const balancer = (await enterUntil(/balancer/)).at(-1)?.[1] ?? '';
    await enterUntil(OFFER);
    one.press('Enter');
    expectScreens('codedeploy', [
      ['what the application uses', question(features)],
      ['a secret', secrets],
      ['a queue', queue],
      ['who deploys', deploy],
      ['what CodeDeploy needs', balancer],
      await end(),
    ]);
  }, 60_000);

  test('GitHub Actions', async () => {
    one = openTerminal(100);
    await one.run('ecs-iam new shop --target terraform');
    await enterUntil(/\? Who deploys/);
    await choose('GitHub Actions');
    const deploy = question(one.screen());
    await one.answer('Enter');
    const repository = (await enterUntil(/owner\/name/)).at(-1)?.[1] ?? '';
    const refused = await one.answer('Enter');
    one.type('octocat/shop');
    await one.answer('Enter');
    await enterUntil(OFFER);
    one.press('Enter');
    expectScreens('github', [
      ['who deploys', deploy],
      ['the repository', repository],
      ['Enter alone', question(refused)],
      await end(),
    ]);
  }, 60_000);

  test('a name that is too long is refused at once, and a fault of two answers asks again', async () => {
    one = openTerminal(100);
    await one.run('ecs-iam new --deploy none --target cli shop');
    await enterUntil(/\? Project name/);
    one.type(`${'long-'.repeat(7)}abc`);
    const tooLong = question(await one.answer('Enter'));
    one.press('C-u');
    one.type('shop');
    await one.answer('Enter');
    await enterUntil(/\? AWS features/);
    await choose('Secrets from Secrets Manager');
    await one.answer('Space');
    await choose('Parameters from Parameter Store');
    await one.answer('Space');
    await one.answer('Enter');
    await enterUntil(/\? Secrets/);
    one.type('shop/db');
    await one.answer('Enter');
    await enterUntil(/\? Parameters/);
    one.type('/shop/db');
    await one.answer('Enter');
    await enterUntil(/\? (Secrets|Parameters)/);
    const fault = one.screen();
    one.press('C-u');
    one.type('DATABASE=/shop/db');
    await one.answer('Enter');
    await enterUntil(OFFER);
    one.press('Enter');
    expectScreens('late-fault', [
      ['a name that is too long', tooLong],
      ['a fault of two answers', fault],
      await end(),
    ]);
  }, 60_000);

  test('a review from which an answer is changed', async () => {
    one = openTerminal(100);
    await one.run(`ecs-iam new shop --target cloudformation --deploy none`);
    await enterUntil(REVIEW);
    const before = one.screen();
    await choose('Change: Environments');
    await one.answer('Enter');
    const changing = question(one.screen());
    one.press('C-u');
    one.type('dev,test,prod');
    await one.answer('Enter');
    await enterUntil(REVIEW);
    const after = question(one.screen());
    await one.answer('Enter');
    await enterUntil(OFFER);
    one.press('Enter');
    expectScreens('review', [
      ['the review', before],
      ['changing an answer', changing],
      ['the review again', after],
      await end(),
    ]);
  }, 60_000);

  test('interrupted, and resumed', async () => {
    one = openTerminal(100);
    await one.run('ecs-iam new shop --target cdk --deploy none');
    await enterUntil(/\? Environments/);
    one.press('C-u');
    one.type('test,live');
    await one.answer('Enter');
    await asked();
    one.press('C-c');
    const interrupted = await end('Ctrl-C');
    await one.run('clear; ecs-iam new shop --target cdk --deploy none');
    const resume = await asked();
    one.press('Enter');
    await enterUntil(REVIEW);
    const review = one.screen();
    one.press('C-c');
    expectScreens('resumed', [
      interrupted,
      ['the next start', resume],
      ['the review', review],
      await end('Ctrl-C again'),
    ]);
  }, 60_000);

  test('a repo is brought up to date', async () => {
    one = openTerminal(100);
    await one.run(
      `ecs-iam new shop --yes --quiet ${ROLES_ALONE} --secrets shop/db; cd shop; clear; ecs-iam new`,
    );
    const questions = await enterUntil(OFFER);
    one.press('Enter');
    expectScreens('again', [...questions, await end()]);
  }, 60_000);

  test('the offer to practise', async () => {
    one = openTerminal(100);
    await one.run(`ecs-iam new shop ${ROLES_ALONE} --id a1b2c3d4`);
    await enterUntil(OFFER);
    await choose('Practise');
    const offer = question(one.screen());
    await one.answer('Enter');
    const environment = await asked();
    one.press('Enter');
    await one.shows(/Go on\? \(y\/N\)/);
    one.press('y', 'Enter');
    expectScreens('practise', [
      ['the offer', offer],
      ['the environment', environment],
      await end(),
    ]);
    expect(existsSync(join(one.folder, 'shop/.ecs-iam/practice-000000000000.json'))).toBe(true);
  }, 60_000);

  test('Ctrl-C at the offer', async () => {
    one = openTerminal(100);
    await one.run(`ecs-iam new shop --quiet ${ROLES_ALONE}; echo ended $?`);
    await enterUntil(OFFER);
    one.press('C-c');
    const [, screen] = await end();
    expect(screen).toMatch(
      /Interrupted; the files are written, nothing was applied\.\nended 130\n\$$/,
    );
    expect(existsSync(join(one.folder, 'shop/ecs-iam.json'))).toBe(true);
  }, 60_000);

  test('yo: the same conversation, errors with their hints, and Ctrl-C', async () => {
    one = openTerminal(100);
    await one.run(`yo ecs-iam shop ${ROLES_ALONE}`);
    await enterUntil(OFFER);
    one.press('Enter');
    const whole = await end();
    await one.run('clear; yo ecs-iam --target teraform --deploy codedeply');
    const fault = await end('an error');
    await one.run('clear; yo ecs-iam other');
    await asked();
    one.press('C-c');
    expectScreens('yo', [whole, fault, await end('Ctrl-C')]);
  }, 60_000);
});
