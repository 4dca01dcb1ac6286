import type { Flavour, FlavourName } from '../flavour.ts';
import { ALIBABA } from './alibaba.ts';
import { AWS_2023 } from './aws-2023.ts';
import { AZURE } from './azure.ts';
import { CLASSIC } from './classic.ts';
import { OCI } from './oci.ts';

/** All editions, by name. */
export const FLAVOURS: Readonly<Record<FlavourName, Flavour>> = {
  classic: CLASSIC,
  'aws-2023': AWS_2023,
  azure: AZURE,
  alibaba: ALIBABA,
  oci: OCI,
};

/** Whether a word names an edition. */
export function isFlavourName(name: string): name is FlavourName {
  return Object.hasOwn(FLAVOURS, name);
}
