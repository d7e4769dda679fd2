import type { Picture } from './kit.ts';

export const fileAddress = (id: string): string => `/api/slack-files/${encodeURIComponent(id)}`;

/** Where the page gets a picture: its own address, or a file that was brought to Slack. */
export function sourceOf({ image_url: url, slack_file: file }: Pick<Picture, 'image_url' | 'slack_file'>) {
  const id = file?.id ?? /-(F[A-Z0-9]+)\//.exec(file?.url ?? '')?.[1];
  return id ? fileAddress(id) : url;
}
