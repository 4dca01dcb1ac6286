import type { CliCommand } from '../command.ts';
import { askEach } from '../fan-out.ts';

/** All but the serial number is as the documented block has it, of whatever type the HSM is. */
const HARDWARE = {
  'hardware-version-major': '5',
  'hardware-version-minor': '3',
  'firmware-version-major': '2',
  'firmware-version-minor': '6',
  'firmware-build-number': '16',
  'firmware-id': 'CNN35XX-NFBE-FW-2.06-16',
  'fips-state': '2 [FIPS mode with single factor authentication]',
} as const;

export const CLUSTER_HSM_INFO: CliCommand = {
  path: ['cluster', 'hsm-info'],
  spec: { about: 'List the HSMs of the cluster' },
  needsLogIn: false,
  async run(_values, shell) {
    const answers = await askEach(shell, () => ({ op: 'getHSMInfo' }) as const);
    const hsms = answers.map(({ reply }) => ({
      vendor: 'Marvell Semiconductors, Inc.',
      model: 'NITROX-III CNN35XX-NFBE',
      'serial-number': reply.info.serialNumber,
      ...HARDWARE,
    }));
    return { hsms };
  },
};
