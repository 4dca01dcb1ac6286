/** A new token file of the newer command line, as `generate` lays it out. */
import { hexToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { keyReferenceOf } from '../../token/sdk5/key-reference.ts';
import { roleOfType } from '../../token/sdk5/roles.ts';
import { findService } from '../../token/service.ts';
import type { CarriedSet } from '../convert/carried-set.ts';

/**
 * Writes a token and its approvals as a file of the newer command line. The service is named where a
 * document tells how.
 *
 * @returns JSON with two blanks for each level
 */
export function writeSdk5({ token, approvals }: CarriedSet): Uint8Array {
  const [first] = token.records;
  const service = first && findService(first.service)?.sdk5;
  const keyReference = first && keyReferenceOf(first);
  const file = {
    version: '2.0',
    ...(service?.isDocumented === true && { service: service.name }),
    ...(keyReference !== undefined && { key_reference: keyReference }),
    approval_data: uint8ArrayToBase64(token.signedBytes),
    token: uint8ArrayToBase64(hexToUint8Array(token.digest)),
    signatures: approvals.map(({ name, type, signature }) => ({
      username: name,
      role: roleOfType(type),
      signature: uint8ArrayToBase64(signature),
    })),
  };
  return new TextEncoder().encode(`${JSON.stringify(file, undefined, 2)}\n`);
}
