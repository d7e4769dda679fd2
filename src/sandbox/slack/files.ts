import type { StoredFile } from './contract.ts';
import { hex, slackId } from './ids.ts';

interface Upload {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  readonly bytes?: Uint8Array;
}

export interface Files {
  /** A file's id and where to send its bytes. */
  readonly reserve: (name: string, length: number) => { readonly id: string; readonly url: string };
  /** Takes the bytes; Slack's refusal when it does not. */
  readonly receive: (path: string, bytes: Uint8Array) => string | undefined;
  /** Whether its bytes came and nothing was made of them yet. */
  readonly isWaiting: (id: string) => boolean;
  /** Makes a file of what came; once, and only when `isWaiting`. */
  readonly complete: (id: string, title: string) => StoredFile | undefined;
  readonly find: (id: string) => StoredFile | undefined;
  /** By id, or by one of its addresses. What Slack still looks at cannot be shown in blocks yet. */
  readonly usable: (idOrUrl: string) => StoredFile | undefined;
}

/** https://docs.slack.dev/messaging/working-with-files#upload: three steps, each in its turn. */
export function files(
  base: () => string,
  limits: { readonly fileProcessing: number },
  clocks: { readonly now: () => number; readonly realNow: () => number },
): Files {
  const uploads = new Map<string, Upload>();
  const stored = new Map<string, StoredFile & { readonly usableAt: number }>();
  const isFile = (file: StoredFile, idOrUrl: string) => [file.id, file.urlPrivate, file.permalink].includes(idOrUrl);

  return {
    reserve: (name, length) => {
      const path = `/upload/v1/${hex(32)}`;
      const id = slackId('F');
      uploads.set(path, { id, name, length });
      return { id, url: base() + path };
    },
    receive: (path, bytes) => {
      const upload = uploads.get(path);
      if (!upload) return 'unknown upload URL';
      if (bytes.length !== upload.length) return `announced ${upload.length} bytes, got ${bytes.length}`;
      uploads.set(path, { ...upload, bytes });
      return undefined;
    },
    isWaiting: (id) => [...uploads.values()].some((upload) => upload.id === id && upload.bytes),
    complete: (id, title) => {
      const [path, upload] = [...uploads].find(([, each]) => each.id === id) ?? [];
      if (!path || !upload?.bytes) return undefined;
      uploads.delete(path);
      const file = fileOf(upload, upload.bytes, title, clocks.now());
      stored.set(id, { ...file, usableAt: clocks.realNow() + limits.fileProcessing });
      return file;
    },
    find: (id) => stored.get(id),
    usable: (idOrUrl) => {
      const file = [...stored.values()].find((each) => isFile(each, idOrUrl));
      return file && clocks.realNow() >= file.usableAt ? file : undefined;
    },
  };
}

const KINDS: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  zip: 'application/zip',
  html: 'text/html',
  csv: 'text/csv',
  json: 'application/json',
  pdf: 'application/pdf',
  txt: 'text/plain',
};

function fileOf({ id, name }: Upload, bytes: Uint8Array, title: string, at: number): StoredFile {
  const filetype = name.split('.').at(-1)?.toLowerCase() ?? '';
  const place = `T0TEAM-${id}/${encodeURIComponent(name)}`;
  return {
    id,
    name,
    title: title || name,
    filetype,
    mimetype: KINDS[filetype] ?? 'application/octet-stream',
    created: Math.floor(at / 1000),
    urlPrivate: `https://files.slack.com/files-pri/${place}`,
    permalink: `https://sandbox.slack.com/files/${place}`,
    size: bytes.length,
    bytes,
  };
}
