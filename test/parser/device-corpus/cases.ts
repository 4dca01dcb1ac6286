/**
 * The device's reading, sentence by sentence: files and what the device makes of them. The expected
 * values were worked out by hand from the facts about the vendor's reader (docs/device.md), none of
 * them by a program. Points are numbered as there.
 *
 * Strings hold one character (U+0000–00FF) a byte.
 */
import { approversCases } from './cases-approvers.ts';
import { headerCases } from './cases-header.ts';
import { lineCases } from './cases-lines.ts';
import { numberCases } from './cases-numbers.ts';
import { orderCases } from './cases-order.ts';
import { valueCases } from './cases-values.ts';
import type { DeviceCase } from './device-case.ts';

/** All cases; names are unique. */
export const DEVICE_CASES: readonly DeviceCase[] = [
  ...lineCases,
  ...valueCases,
  ...headerCases,
  ...approversCases,
  ...numberCases,
  ...orderCases,
];
