import { bundled } from './bundled.mjs';

/** Renders many services in one process: time must grow with their number, memory must not. */
export async function manyServices() {
  const { buildService, renderStarter, resolveAnswers } = await bundled(
    `export { resolveAnswers } from './lib/answers/resolve.ts';
     export { buildService } from './lib/service/build-service.ts';
     export { renderStarter } from './lib/starter/render-starter.ts';`,
  );
  const rows = [];
  for (const count of [100, 250, 500, 1000]) {
    globalThis.gc?.();
    const start = performance.now();
    let most = 0;
    for (let index = 0; index < count; index += 1) {
      const said = { flags: { project: [`service-${index}`] }, folderName: 'bench', faults: [] };
      const { answers } = resolveAnswers(said);
      await renderStarter(buildService(answers));
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
