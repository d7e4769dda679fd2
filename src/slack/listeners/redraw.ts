import type { ViewsUpdateArguments, WebClient } from '@slack/web-api';
import { WebAPIPlatformError } from '@slack/web-api';

/** Draws an open form anew. `gone`: sent or closed meanwhile. `overtaken`: redrawn by somebody else since its `hash`. */
export async function redraw(client: WebClient, update: ViewsUpdateArguments): Promise<'drawn' | 'gone' | 'overtaken'> {
  try {
    await client.views.update(update);
    return 'drawn';
  } catch (cause) {
    const code = cause instanceof WebAPIPlatformError ? cause.data.error : undefined;
    if (code === 'not_found') return 'gone';
    if (code === 'hash_conflict') return 'overtaken';
    throw cause;
  }
}
