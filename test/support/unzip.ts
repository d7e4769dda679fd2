import { buffer } from 'node:stream/consumers';
import { openPromise } from 'yauzl';

/** Read by somebody else's reader: an archive that only ours could open would be worth little. */
export async function unzip(file: string): Promise<Map<string, Buffer>> {
  const zip = await openPromise(file, { strictFileNames: true, validateEntrySizes: true });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    if (files.has(entry.fileName)) throw new Error(`${entry.fileName} is in it twice`);
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return files;
}
