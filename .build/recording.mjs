// npm run recording: docs/recording.svg, a picture of a real terminal (tmux) in which the built program
// was just used. Usage: node .build/recording.mjs, after npm run build.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** What a terminal changes colours by. */
const COLOUR = `${String.fromCharCode(27)}\\[[\\d;]*m`;
const COLUMNS = 110;
const ROWS = 40;
const LINES = [
  'ecs-iam new shop --yes --quiet --environments dev --grant sqsConsume,queueName=shop-orders && cd shop',
  'ecs-iam plan --practice | head -n 1',
  'ecs-iam apply --practice --yes --quiet',
  'ecs-iam validate --practice',
  'ecs-iam can sqs:DeleteMessage arn:aws:sqs:eu-west-1:000000000000:shop-orders | head -n 3',
  'ecs-iam can sqs:DeleteMessage arn:aws:sqs:eu-west-1:000000000000:other | head -n 3',
];

const folder = mkdtempSync(join(tmpdir(), 'ecs-iam-recording-'));
const tmux = (...words) =>
  execFileSync('tmux', ['-L', `recording-${process.pid}`, ...words], { encoding: 'utf8' });
const screen = (...more) => tmux('capture-pane', '-p', '-t', 'one', ...more).trimEnd();

try {
  const bin = resolve('dist/generators/bin.js');
  writeFileSync(
    join(folder, 'rc'),
    `PS1='$ '; ecs-iam() { '${process.execPath}' '${bin}' "$@"; }\n`,
  );
  const size = ['-x', String(COLUMNS), '-y', String(ROWS)];
  tmux(
    'new-session',
    '-d',
    '-s',
    'one',
    ...size,
    '-c',
    folder,
    `bash --noprofile --rcfile ${folder}/rc`,
  );
  for (const line of LINES) {
    await settled();
    tmux('send-keys', '-t', 'one', '-l', '--', line);
    tmux('send-keys', '-t', 'one', 'Enter');
  }
  await settled();
  writeFileSync(
    'docs/recording.svg',
    picture(
      screen('-e')
        .replace(/\n\$ *$/, '')
        .split('\n'),
    ),
  );
} finally {
  tmux('kill-server');
  rmSync(folder, { recursive: true, force: true });
}

/** Waits until the prompt stands alone. */
async function settled() {
  for (let tries = 0; tries < 200; tries += 1) {
    await wait(150);
    if (/(^|\n)\$$/.test(screen())) return;
  }
  throw new Error(`The terminal did not come to rest:\n${screen()}`);
}

/** Lines with the terminal's colours as an SVG. */
function picture(lines) {
  const [width, height, step] = [COLUMNS * 8 + 24, lines.length * 18 + 24, 18];
  const rows = lines.map((line, index) => {
    const y = 26 + index * step;
    return `<text x="12" y="${y}" xml:space="preserve">${spans(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="A terminal in which ecs-iam makes a repo, applies it to an account to practise on and answers two questions">
<style>text{font:13px ui-monospace,Menlo,Consolas,monospace;fill:#d8dee9}.b{font-weight:bold}.c31{fill:#e06c75}.c32{fill:#98c379}.c33{fill:#e5c07b}.c2{fill:#8b95a7}</style>
<rect width="100%" height="100%" rx="8" fill="#1d222b"/>
${rows.join('\n')}
</svg>
`;
}

function spans(line) {
  let classes = [];
  return line
    .split(new RegExp(`(${COLOUR})`))
    .map((part) => {
      const [, codes] = new RegExp(`^${COLOUR.replace('[\\d;]*', '([\\d;]*)')}$`).exec(part) ?? [];
      if (codes !== undefined) {
        classes = codes
          .split(';')
          .flatMap(
            (code) => ({ 1: ['b'], 2: ['c2'], 31: ['c31'], 32: ['c32'], 33: ['c33'] })[code] ?? [],
          );
        return '';
      }
      const text = part.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      return classes.length === 0 || text === ''
        ? text
        : `<tspan class="${classes.join(' ')}">${text}</tspan>`;
    })
    .join('');
}
