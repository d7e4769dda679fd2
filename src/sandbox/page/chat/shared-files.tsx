import type { SharedFile } from '../../slack/contract.ts';
import { fileAddress } from '../kit/file-source.ts';

/** Files below a message: pictures as such, everything else to be taken away. */
export function SharedFiles({ files }: { files: readonly SharedFile[] }) {
  return (
    <ul class="files">
      {files.map((file) => (
        <li key={file.id}>
          {file.mimetype.startsWith('image/') && <img src={fileAddress(file.id)} alt={file.title} />}
          <a href={fileAddress(file.id)} download={file.name}>
            <b>{file.title}</b>
            <span>
              {file.filetype.toUpperCase()} · {sizeWords(file.size)}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
