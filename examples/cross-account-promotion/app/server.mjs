import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

/** Answers `/health` for the container's health check, and a greeting for everything else. */
export function handle(request, response) {
  if (request.url === '/health') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}\n');
    return;
  }
  response.writeHead(200, { 'content-type': 'text/plain' }).end('It runs.\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const server = createServer(handle);
  server.listen(Number(process.env.PORT ?? 8080));
  // ECS sends SIGTERM and waits 30 seconds: finish what is under way, then leave.
  process.on('SIGTERM', () => server.close(() => process.exit(0)));
}
