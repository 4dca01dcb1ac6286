import type { FlavourName } from '../../hsm/flavours.ts';
import type { Flavour } from '../flavour.ts';
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
