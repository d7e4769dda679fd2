import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { serveParent } from './child.ts';

/** The least that hono can do: a route that answers with a ready-made JSON of the same size. */
const { answer } = JSON.parse(process.argv[2] ?? '');
const app = new Hono();
app.get('/v1/gate', (context) => context.json(answer, 200));

const server = createServer(getRequestListener(app.fetch));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  serveParent(`http://127.0.0.1:${port}`, async () => server.close().closeAllConnections());
});
