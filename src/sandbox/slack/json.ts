import type { Json } from './contract.ts';

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asJson = (value: unknown): Json => (isJson(value) ? value : {});

export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const asJsons = (value: unknown): readonly Json[] => asList(value).filter(isJson);

/** Form-encoded arguments carry booleans as words. */
export const asFlag = (value: unknown): boolean => value === true || value === 'true' || value === '1' || value === 1;

/** Parses what may be JSON; what is not comes back as the text it was. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
