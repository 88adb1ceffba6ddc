import { buildService } from '../../lib/service/build-service.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import type { TargetId } from '../../lib/targets/ids.ts';
import { TARGETS } from '../../lib/targets/registry.ts';
import type { RenderedFile } from '../../lib/targets/types.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';

/** The size of a repo. Lines are counted without package-lock.json. */
interface Size {
  readonly files: number;
  readonly lines: number;
  /** Lines of shell and jq under scripts/. */
  readonly scripts: number;
  readonly readme: number;
}

/** What a repo with the default roles and two environments may have at most. */
const BUDGETS: Readonly<Record<TargetId, Size>> = {
  terraform: { files: 48, lines: 3500, scripts: 800, readme: 180 },
  cdk: { files: 46, lines: 3300, scripts: 800, readme: 180 },
  cloudformation: { files: 36, lines: 3000, scripts: 800, readme: 180 },
  cli: { files: 48, lines: 3400, scripts: 1200, readme: 180 },
};

const SIZES = new Map<TargetId, Size>();

beforeAll(async () => {
  for (const { id } of TARGETS) {
    SIZES.set(id, sizeOf(await renderStarter(buildService({ ...DEFAULT_ANSWERS, target: id }))));
  }
  process.stdout.write(`${tableOf(SIZES)}\n`);
});

function sizeOf(files: readonly RenderedFile[]): Size {
  const scripts = files.filter(({ path }) => path.startsWith('scripts/'));
  return {
    files: files.length,
    lines: linesOf(files.filter(({ path }) => !path.endsWith('package-lock.json'))),
    scripts: linesOf(scripts.filter(({ path }) => /\.(sh|jq|awk)$/.test(path))),
    readme: linesOf(files.filter(({ path }) => path === 'README.md')),
  };
}

function linesOf(files: readonly RenderedFile[]): number {
  return files.reduce((sum, { contents }) => sum + (contents.match(/\n/g)?.length ?? 0), 0);
}

/** One row a target: what it has, of what it may have. */
function tableOf(sizes: ReadonlyMap<TargetId, Size>): string {
  const rows = [...sizes].map(([id, size]) => {
    const most = BUDGETS[id];
    const cells = MEASURES.map((measure) => `${size[measure]} / ${most[measure]}`.padStart(13));
    return id.padEnd(15) + cells.join('');
  });
  const head = 'target'.padEnd(15) + MEASURES.map((measure) => measure.padStart(13)).join('');
  return [head, ...rows].join('\n');
}

const MEASURES = ['files', 'lines', 'scripts', 'readme'] as const satisfies (keyof Size)[];

const ROWS = TARGETS.flatMap(({ id }) => MEASURES.map((measure) => [id, measure] as const));

test.each(ROWS)('a default repo of target %s does not outgrow its %s', (id, measure) => {
  expect(SIZES.get(id)?.[measure]).toBeLessThanOrEqual(BUDGETS[id][measure]);
});
