/**
 * Certificates as the commands of `cluster mtls` show them.
 */
import { X509Certificate } from 'node:crypto';
import type { TrustAnchor } from '../hsm/mtls.ts';
import { refuse, type Shell } from './command.ts';
import type { OptionValues } from './option-values.ts';

/**
 * One certificate, as the HSMs have it that have it.
 *
 * @param hsms how many there are
 */
export function showAnchor(copies: readonly TrustAnchor[], hsms: number): object {
  const [first] = copies;
  const references = new Set(copies.map(({ reference }) => reference));
  return {
    'certificate-reference': showReference(first?.reference ?? 0),
    certificate: first === undefined ? '' : toPem(first.certificate),
    'cluster-coverage': copies.length === hsms && references.size === 1 ? 'full' : 'inconsistent',
  };
}

/** `0x01` */
export function showReference(reference: number): string {
  return `0x${reference.toString(16).padStart(2, '0')}`;
}

/** The reverse of {@link showReference}, in any number of digits. @throws CommandError */
export function readReference(option: string, values: OptionValues, shell: Shell): number {
  const [word = '', ...more] = values.list(option);
  const [, digits] = /^0x([0-9a-f]{1,8})$/i.exec(word) ?? [];
  if (digits === undefined || more.length > 0) refuse(shell, { code: 'value-malformed', option });
  return Number.parseInt(digits, 16);
}

/** What an HSM has kept opens, as it opened it before. */
function toPem(certificate: string): string {
  return new X509Certificate(Buffer.from(certificate, 'base64')).toString();
}
