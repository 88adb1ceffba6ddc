import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { BIN } from './built-bin.ts';

/** A terminal of its own in a folder of its own: keys go in, the screen is read. */
export interface Terminal {
  readonly folder: string;
  /** Types text as it is. */
  readonly type: (text: string) => void;
  /** Presses keys by tmux's names: `Enter`, `Down`, `C-c`. */
  readonly press: (...keys: readonly string[]) => void;
  /** Types a command and Enter, once the shell waits for one. */
  readonly run: (command: string) => Promise<void>;
  /** What is seen now, without trailing blanks. */
  readonly screen: () => string;
  /** Waits until the screen shows something and has come to rest. */
  readonly shows: (pattern: RegExp) => Promise<string>;
  /** Presses keys and waits until the screen is another one and has come to rest. */
  readonly answer: (...keys: readonly string[]) => Promise<string>;
  readonly close: () => void;
}

/** What the folder of a terminal is called on a screen; as long as its path, so that lines break alike. */
const SHOWN = '/home/robin/work';
const PLACE = '/tmp/work-XXXXXX';

const YO = fileURLToPath(new URL('./yo.mjs', import.meta.url));

/** Commands that a shell of a test knows: the built program, also under Yeoman. Nobody is asked in CI but here. */
function shellStart(folder: string): string {
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const node = quote(process.execPath);
  return `PS1='$ '
cd ${quote(folder)}
export CI= NODE_OPTIONS= TERM=xterm-256color XDG_STATE_HOME=${quote(join(folder, '.state'))}
unset NO_COLOR AWS_PROFILE AWS_REGION AWS_DEFAULT_REGION
ecs-iam() { ${node} ${quote(BIN)} "$@"; }
yo() { ${node} ${quote(YO)} ${quote(dirname(BIN))} "$@"; }
clear
`;
}

let opened = 0;

/** Opens a terminal of so many columns. */
export function openTerminal(columns: number, rows = 120): Terminal {
  const folder = mkdtempSync(PLACE.slice(0, -'XXXXXX'.length));
  const server = `ecs-iam-${process.pid}-${opened++}`;
  const tmux = (...words: readonly string[]) =>
    spawnSync('tmux', ['-u', '-L', server, '-f', '/dev/null', ...words], { encoding: 'utf8' })
      .stdout;
  writeFileSync(join(folder, '.rc'), shellStart(folder));
  const size = ['-x', String(columns), '-y', String(rows)];
  const shell = `bash --noprofile --rcfile ${folder}/.rc`;
  tmux('new-session', '-d', '-s', 'one', ...size, '-c', folder, shell);
  const screen = () =>
    tmux('capture-pane', '-p', '-t', 'one')
      .replaceAll(folder, SHOWN)
      .replace(/[ \t]+$/gm, '')
      .trimEnd();
  const rest = async (what: string, isSo: (now: string) => boolean) => {
    let last = '';
    for (const end = Date.now() + 20_000; Date.now() < end; await wait(70)) {
      const now = screen();
      if (now === last && isSo(now)) return now;
      last = now;
    }
    throw new Error(`Not shown: ${what}\n${screen()}`);
  };
  const type = (text: string) => void tmux('send-keys', '-t', 'one', '-l', '--', text);
  const press = (...keys: readonly string[]) => void tmux('send-keys', '-t', 'one', ...keys);
  const shows = (pattern: RegExp) => rest(String(pattern), (now) => pattern.test(now));
  return {
    folder,
    type,
    press,
    run: async (command) => {
      await shows(/(^|\n)\$$/);
      type(command);
      press('Enter');
    },
    screen,
    shows,
    answer: (...keys) => {
      const before = screen();
      press(...keys);
      return rest('a change', (now) => now !== before);
    },
    close: () => {
      tmux('kill-server');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One picture of a screen, and what it shows in a few words. */
export type Frame = readonly [title: string, screen: string];

/** Screens that a golden file keeps; `ECS_IAM_GOLDEN=write` writes it anew. */
export function expectScreens(name: string, frames: readonly Frame[]): void {
  const path = `test/golden/screens/${name}.txt`;
  const text = frames.map(([title, screen]) => `===== ${title}\n\n${screen}\n`).join('\n');
  if (process.env.ECS_IAM_GOLDEN === 'write') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return;
  }
  expect(text).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '');
}
