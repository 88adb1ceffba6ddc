import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Renders many services in one process: time must grow with their number, memory must not. */
export async function manyServices() {
  const { renderStarter, resolveAnswers } = await load();
  const rows = [];
  for (const count of [100, 250, 500, 1000]) {
    globalThis.gc?.();
    const start = performance.now();
    let most = 0;
    for (let index = 0; index < count; index += 1) {
      const said = { flags: { project: [`service-${index}`] }, folderName: 'bench', faults: [] };
      const { answers } = resolveAnswers(said);
      await renderStarter(answers);
      if (index % 50 !== 0) continue;
      globalThis.gc?.();
      most = Math.max(most, process.memoryUsage().heapUsed);
    }
    const milliseconds = performance.now() - start;
    rows.push({
      services: count,
      'ms each': (milliseconds / count).toFixed(2),
      'heap MiB at most': (most / 2 ** 20).toFixed(0),
    });
  }
  return rows;
}

/** The two functions as the program has them: bundled, as its own build does. */
async function load() {
  const outfile = join(process.cwd(), 'dist/bench.js');
  await build({
    stdin: {
      contents: `export { resolveAnswers } from './lib/answers/resolve.ts';
        export { renderStarter } from './lib/starter/render-starter.ts';`,
      resolveDir: process.cwd(),
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
  return import(pathToFileURL(outfile));
}
