import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import type { Faults } from './fault.ts';
import { CHANGED, SIGNATURE, SIGNER, SUMS } from './words.ts';

/** Who signed: the SHA-256 of their public key, `none` or `unknown`. */
export function checkSignature(
  contentOf: (name: string) => Buffer | undefined,
  key: KeyObject | undefined,
  faults: Faults,
): string {
  const [sums, signature, pem] = [contentOf(SUMS), contentOf(SIGNATURE), contentOf(SIGNER)];
  if (!signature && !pem) {
    if (key)
      faults.add(SIGNATURE, 'the pack is not signed', 'Nobody says with a key that it is theirs: it may be anybody’s.');
    return 'none';
  }
  const own = publicKey(pem);
  if (!sums || !signature || !own) {
    faults.add(
      signature ? SIGNER : SIGNATURE,
      'this file is missing or no Ed25519 key',
      'The signature cannot be checked any more.',
    );
    return 'unknown';
  }
  const fingerprint = fingerprintOf(own);
  if (key && fingerprintOf(key) !== fingerprint) {
    faults.add(SIGNER, `it was signed with another key (${fingerprint})`, 'Somebody else made this pack.');
  }
  if (!verifySignature(null, sums, own, signature)) {
    faults.add(SIGNATURE, `the signature is not of this ${SUMS}`, CHANGED);
  }
  return fingerprint;
}

function publicKey(pem: Buffer | undefined): KeyObject | undefined {
  try {
    const key = pem && createPublicKey(pem);
    return key?.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** SHA-256 of the public key in DER, hex. */
export const fingerprintOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
