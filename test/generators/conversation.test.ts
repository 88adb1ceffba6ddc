import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BIN, freshFolder } from '../support/built-bin.ts';
import { describeWith } from '../support/tools.ts';

const folder = freshFolder();
const FLAGS = '--target cloudformation --environments dev,prod --source codecommit';

/** A tmux server of this test's own. */
function tmux(...words: readonly string[]): string {
  return spawnSync('tmux', ['-L', `ecs-iam-talk-${process.pid}`, ...words], { encoding: 'utf8' })
    .stdout;
}

afterEach(() => void tmux('kill-server'));

function start(name: string, flags: string) {
  tmux('new-session', '-d', '-s', name, '-x', '140', '-y', '80', '-c', folder());
  const screen = () => tmux('capture-pane', '-p', '-t', name).trimEnd();
  const press = (...keys: readonly string[]) => tmux('send-keys', '-t', name, ...keys);
  const shows = async (text: RegExp) => {
    for (const end = Date.now() + 20_000; !text.test(screen()); ) {
      if (Date.now() > end) throw new Error(`Not shown: ${text}\n${screen()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const run = () =>
    press(
      `clear; CI= XDG_STATE_HOME="$PWD/state" '${process.execPath}' '${BIN}' new repo ${flags}; echo ended $?`,
      'Enter',
    );
  run();
  const enterUntil = async (wanted: RegExp) => {
    for (;;) {
      await shows(/^[?❯].*(\n.*)*$/m);
      const asked = screen();
      if (wanted.test(asked)) return;
      press('Enter');
      for (const end = Date.now() + 20_000; screen() === asked; ) {
        if (Date.now() > end) throw new Error(`Nothing changed:\n${asked}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  };
  return { screen, press, shows, run, enterUntil };
}

describeWith(['tmux'], 'the conversation', () => {
  test('CodeDeploy: its load balancer is asked, and Enter ends with the repo', async () => {
    const one = start('codedeploy', `${FLAGS} --project shop --deploy codedeploy`);
    await one.enterUntil(/\? Make the roles now\?/);
    expect(one.screen()).toMatch(/Load balancer that CodeDeploy shifts traffic on shop-alb/);
    expect(existsSync(join(folder(), 'repo/ecs-iam.json'))).toBe(true);
    one.press('Down', 'Enter');
    await one.shows(/\? In which environment\?/);
    one.press('Enter');
    await one.shows(/account 000000000000, environment dev\. Go on\? \(y\/N\)/);
    one.press('n', 'Enter');
    await one.shows(/declined; nothing was changed\.\nended 1/);
  }, 90_000);

  test('a name that is too long for a role is asked again, and nothing else is lost', async () => {
    const one = start('late', `${FLAGS} --deploy build`);
    await one.shows(/\? Project name/);
    one.press(`${'long-'.repeat(7)}abc`, 'Enter');
    await one.enterUntil(/64[\s\S]*\n\? Project name.*$/m);
    one.press('C-u', 'shop', 'Enter');
    await one.shows(/Change: Project name \[shop\]/);
    expect(existsSync(join(folder(), 'repo'))).toBe(false);
  }, 90_000);

  test('an interrupted run is offered on the next start', async () => {
    const one = start('resume', `${FLAGS} --deploy build`);
    await one.shows(/\? Project name/);
    one.press('orders', 'Enter');
    await one.shows(/\? A task definition/);
    one.press('C-c');
    await one.shows(/The next start offers what you answered\.\nended 130/);
    one.run();
    await one.shows(/\? Go on with the answer of the run/);
    one.press('Enter');
    await one.enterUntil(/Change: Project name \[orders\]/);
  }, 90_000);
});
