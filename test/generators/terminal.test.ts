import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BIN, freshFolder } from '../support/built-bin.ts';
import { describeWith } from '../support/tools.ts';

const folder = freshFolder();
const FLAGS = '--project shop --target cli --environments dev --source ecr --deploy pipeline';

/** A tmux server of this test's own. */
function tmux(...words: readonly string[]): string {
  return spawnSync('tmux', ['-L', `ecs-iam-${process.pid}`, ...words], { encoding: 'utf8' }).stdout;
}

afterEach(() => void tmux('kill-server'));

/** A terminal of its own: keys go in, the screen is read. */
function terminal(name: string) {
  tmux('new-session', '-d', '-s', name, '-x', '120', '-y', '60', '-c', folder());
  const screen = () => tmux('capture-pane', '-p', '-t', name).trimEnd();
  const until = async (what: string, isSo: () => boolean) => {
    for (const end = Date.now() + 20_000; !isSo(); ) {
      if (Date.now() > end) throw new Error(`Not shown: ${what}\n${screen()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  return {
    screen,
    press: (...keys: readonly string[]) => tmux('send-keys', '-t', name, ...keys),
    shows: (text: RegExp) => until(String(text), () => text.test(screen())),
    changes: (before: string) => until('a change', () => screen() !== before),
  };
}

/** Starts `new` with every question but the last answered. */
async function untilTheOffer(name: string) {
  const one = terminal(name);
  // Where this runs in CI nobody is asked: the one at this terminal is.
  one.press(`CI= '${process.execPath}' '${BIN}' new repo ${FLAGS}; echo ended $?`, 'Enter');
  for (;;) {
    await one.shows(/^[?❯].*(\n.*)*$/m);
    const asked = one.screen();
    if (/\? Make the roles now\?/.test(asked)) return one;
    one.press('Enter');
    // A key pressed before the answer is drawn would answer the next question, too.
    await one.changes(asked);
  }
}

describeWith(['tmux'], 'the last question at a terminal', () => {
  test('Enter applies nothing', async () => {
    const one = await untilTheOffer('enter');
    one.press('Enter');
    await one.shows(/ended 0/);
    expect(existsSync(join(folder(), 'repo/.ecs-iam'))).toBe(false);
  }, 60_000);

  test('the account to practise on: the plan, a yes, and it is done', async () => {
    const one = await untilTheOffer('practice');
    one.press('Down', 'Enter');
    await one.shows(/widen[\s\S]*Go on\? \(y\/N\)/);
    one.press('y', 'Enter');
    await one.shows(/changes made and read back\.\nended 0/);
    expect(existsSync(join(folder(), 'repo/.ecs-iam/practice-000000000000.json'))).toBe(true);
  }, 60_000);

  test('Ctrl-C ends with what is done and what is not', async () => {
    const one = await untilTheOffer('interrupt');
    one.press('C-c');
    await one.shows(/Interrupted; the files are written, nothing was applied\.\nended 130/);
    expect(existsSync(join(folder(), 'repo/ecs-iam.json'))).toBe(true);
  }, 60_000);
});
