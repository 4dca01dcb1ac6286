import type { Flavour } from '../flavour.ts';
import { CLASSIC } from './classic.ts';

/** `azcloudhsm_mgmt_util` of Azure Cloud HSM. */
export const AZURE: Flavour = {
  ...CLASSIC,
  name: 'azure',
  prompt: 'cloudmgmt>',
  successLines: true,
};
