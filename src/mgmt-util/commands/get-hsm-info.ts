import type { HsmInfo } from '../../hsm/protocol.ts';
import { escapeUnsafe } from '../../printable.ts';
import { askEachServer } from '../fan-out.ts';
import type { ConsoleCommand } from '../shell.ts';

const LABEL_WIDTH = 21;

export const GET_HSM_INFO: ConsoleCommand = {
  name: 'getHSMInfo',
  syntax: 'getHSMInfo',
  summary: 'shows the hardware of each server',
  who: 'all users, no log-in needed',
  async run(_args, shell) {
    shell.print(`Getting HSM Info on ${shell.servers.length} nodes`);
    return askEachServer(
      shell,
      'getHSMInfo',
      () => ({ op: 'getHSMInfo' }) as const,
      ({ index }, { info }) => {
        shell.print(`                *** Server ${index} HSM Info ***`);
        for (const group of hardware(info)) {
          shell.print('');
          for (const [label, value] of group) {
            shell.print(`        ${label.padEnd(LABEL_WIDTH)}:${escapeUnsafe(value)}`);
          }
        }
        shell.print('');
      },
    );
  },
};

/** The fields of AWS's documented block. All but the serial number are those of its example. */
function hardware(info: HsmInfo): readonly (readonly (readonly [string, string])[])[] {
  return [
    [
      ['Label', 'cavium'],
      ['Model', 'NITROX-III CNN35XX-NFBE'],
    ],
    [
      ['Serial Number', info.serialNumber],
      ['HSM Flags', '0'],
      ['FIPS state', '2 [FIPS mode with single factor authentication]'],
    ],
    [
      ['Manufacturer ID', ''],
      ['Device ID', '10'],
      ['Class Code', '100000'],
      ['System vendor ID', '177D'],
      ['SubSystem ID', '10'],
    ],
    // The documented block has two empty lines here.
    [],
    [
      ['TotalPublicMemory', '560596'],
      ['FreePublicMemory', '294568'],
      ['TotalPrivateMemory', '0'],
      ['FreePrivateMemory', '0'],
    ],
    [
      ['Hardware Major', '3'],
      ['Hardware Minor', '0'],
    ],
    [
      ['Firmware Major', '2'],
      ['Firmware Minor', '03'],
    ],
    [['Temperature', '56 C']],
    [['Build Number', '13']],
    [['Firmware ID', 'emulated']],
  ];
}
