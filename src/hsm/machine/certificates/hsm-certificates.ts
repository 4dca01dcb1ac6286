import { createHmac } from 'node:crypto';

import type { HsmState } from '../state.ts';
import { type CertifiedSubject, issueCertificate, makeEd25519Key } from './issue-certificate.ts';

/**
 * The certificates of an HSM, by the numbers of their types (AWS CloudHSM user guide, "getCert"). They prove
 * nothing, and say so in their names. They follow from what the HSM's state holds anyway: clusters of all ages have
 * them, and those of one seed the same.
 */

type Party = CertifiedSubject;
type Make = (parties: Parties) => string;

const CERTIFICATES: Readonly<Record<number, Make>> = {
  1: ({ manufacturer }) => issueCertificate(manufacturer, manufacturer),
  2: ({ manufacturer, hardware }) => issueCertificate(manufacturer, hardware),
  4: ({ customer }) => issueCertificate(customer, customer),
  8: ({ customer, cluster }) => issueCertificate(customer, cluster),
  16: ({ hardware, cluster }) => issueCertificate(hardware, cluster),
};

/** @returns PEM; nothing where there is no such type */
export function findCertificate(state: HsmState, type: number): string | undefined {
  return CERTIFICATES[type]?.(partiesOf(state));
}

interface Parties {
  readonly manufacturer: Party;
  readonly hardware: Party;
  readonly customer: Party;
  readonly cluster: Party;
}

/** Of all emulators, so that all of them have the same root. */
const NOBODYS_SECRET = Buffer.from('mofn emulator');

function partiesOf({ clusterKey, serialNumber, partition }: HsmState): Parties {
  const secret = Buffer.from(clusterKey, 'base64');
  return {
    manufacturer: party('manufacturer root', NOBODYS_SECRET, true),
    hardware: party(`hardware ${serialNumber}`, secret, true),
    customer: party('customer root', secret, true),
    cluster: party(`cluster ${partition}`, secret, false),
  };
}

/** At most 64 characters of a name (RFC 5280, upper bounds), whatever the HSM is called. Whoever has the key of one learns nothing of the secret, nor of another's. */
function party(name: string, secret: Uint8Array, isAuthority: boolean): Party {
  const key = makeEd25519Key(createHmac('sha256', secret).update(`certificate: ${name}`).digest());
  return { commonName: `mofn emulator: ${name}`, key, isAuthority };
}
