import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: unknown;
}
interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: object }>> }>>;
}

/** Holds answers against the API's own description: each status and media type has to be in it, each body to fit it. */
export function describedBy(document: Document) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return async (method: string, path: string, response: Response): Promise<void> => {
    const media = response.headers.get('content-type')?.split(';')[0] ?? '';
    const described = document.paths[path]?.[method]?.responses[response.status];
    expect(described, `${method} ${path} answers ${response.status}, which is not described`).toBeDefined();
    const schema = described?.content?.[media]?.schema;
    expect(schema, `${response.status} as ${media} is not described`).toBeDefined();
    const fits = ajv.compile({ ...schema, components: document.components });
    expect(fits(await response.clone().json()), JSON.stringify(fits.errors)).toBe(true);
  };
}
