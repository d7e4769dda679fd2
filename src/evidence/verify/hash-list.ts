/** The hash of each line and whether it is withheld: a million of them in 33 MB. */
export interface HashList {
  readonly push: (hash: string, isWithheld: boolean) => void;
  readonly at: (index: number) => { readonly hash: string; readonly withheld: boolean } | undefined;
}

const EACH = 33;

export function hashList(): HashList {
  let bytes = Buffer.alloc(EACH * 1024);
  let count = 0;
  return {
    push: (hash, isWithheld) => {
      const offset = EACH * count;
      if (offset + EACH > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)]);
      bytes.write(hash, offset, 'hex');
      bytes[offset + 32] = isWithheld ? 1 : 0;
      count += 1;
    },
    at: (index) => {
      if (index < 0 || index >= count) return undefined;
      const offset = EACH * index;
      return { hash: bytes.toString('hex', offset, offset + 32), withheld: bytes[offset + 32] === 1 };
    },
  };
}
