/** Renders many services in one process: time must grow with their number, memory must not. */
export async function manyServices() {
  const { resolveAnswers } = await import('../../dist/lib/answers/resolve.js');
  const { renderStarter } = await import('../../dist/lib/starter/render-starter.js');
  const rows = [];
  for (const count of [100, 250, 500, 1000]) {
    const start = performance.now();
    let most = 0;
    for (let index = 0; index < count; index += 1) {
      const flags = { project: `service-${index}`, target: 'cloudformation' };
      const { answers } = resolveAnswers({ flags, folderName: 'bench' });
      await renderStarter(answers);
      if (index % 50 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
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
