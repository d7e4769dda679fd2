/** The part of a pino logger that the app uses: fields first, then words. */
export interface Log {
  readonly debug: (fields: object, words: string) => void;
  readonly info: (fields: object, words: string) => void;
  readonly warn: (fields: object, words: string) => void;
  readonly error: (fields: object, words: string) => void;
}
