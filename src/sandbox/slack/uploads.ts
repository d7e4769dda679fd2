import type { IncomingMessage } from 'node:http';
import { bytesOf, type HttpAnswer } from './http.ts';
import type { World } from './world.ts';

/** "Files can be sent as raw bytes or can be multipart form encoded. Slack will return HTTP 200 if [it] is successful" */
export async function uploaded(world: World, path: string, request: IncomingMessage): Promise<() => HttpAnswer> {
  const type = request.headers['content-type'] ?? '';
  const sent = await bytesOf(request);
  const bytes = type.startsWith('multipart/form-data') ? await fileIn(sent, type) : sent;
  return () => {
    const refusal = world.files.receive(path, bytes);
    if (!refusal) return { status: 200, body: `OK - ${bytes.length}` };
    world.complaints.push(`upload: ${refusal}`);
    return { status: 400, body: refusal };
  };
}

/** The first file of a form, whatever its field is called. */
async function fileIn(body: Uint8Array, type: string): Promise<Uint8Array> {
  const form = await new Response(Buffer.from(body), { headers: { 'content-type': type } }).formData();
  const file = [...form.values()].find((value) => typeof value !== 'string');
  return file ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
}
