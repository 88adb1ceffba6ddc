import { createServer, request } from 'node:http';

/** Passes calls on to an endpoint and counts them by their operation. */
export async function countingProxy(endpoint) {
  const { hostname, port } = new URL(endpoint);
  const counts = new Map();
  const server = createServer((incoming, answer) => {
    const chunks = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const name = operation(incoming.headers, body);
      counts.set(name, (counts.get(name) ?? 0) + 1);
      const { url: path, method, headers } = incoming;
      const passed = request({ hostname, port, path, method, headers }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      });
      passed.end(body);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** The calls since it was last asked. */
    take: () => {
      const taken = Object.fromEntries(counts);
      counts.clear();
      return taken;
    },
    close: () => server.close(),
  };
}

/** The JSON protocol names its operation in a header, the query protocol in the body. */
function operation(headers, body) {
  const target = headers['x-amz-target'];
  if (target !== undefined) return String(target).split('.').at(-1);
  return new URLSearchParams(body.toString('utf8')).get('Action') ?? 'unknown';
}
