import { DEVICE_LIMITS } from '../../device.ts';
import type { Rule } from '../rule.ts';
import { cutRecords, KEY_SERVICES, readRecord } from '../token-records.ts';

export const mixedToken: Rule<'mixed-token'> = {
  code: 'mixed-token',
  severity: 'error',
  fixable: false,
  check({ document, files }) {
    const field = document.header.multiTokenFilePath.at(-1);
    if (files === undefined || field === undefined || field.valueBytes === '') return [];
    const file = files.find(field.value);
    if (file === undefined || file.size > DEVICE_LIMITS.tokens * DEVICE_LIMITS.tokenRecord)
      return [];
    const pieces = cutRecords(file.start);
    const records = pieces.flatMap((piece) => readRecord(piece) ?? []);
    const users = [...new Set(records.map(({ user }) => user))];
    const services = [...new Set(records.map(({ service }) => service))];
    const keys = [
      ...new Set(
        records.flatMap(({ service, key }) => (KEY_SERVICES.includes(service) ? [key] : [])),
      ),
    ];
    const others = records.length === 0 ? 0 : pieces.length - records.length;
    const nodes = records.map(({ node }) => node);
    const repeated = [...new Set(nodes.filter((node, at) => nodes.indexOf(node) !== at))];
    const isSound =
      users.length <= 1 && services.length <= 1 && keys.length <= 1 && repeated.length === 0;
    if (isSound && others === 0) return [];
    const values = { path: field.value, users, services, keys, others, repeated };
    return [{ severity: 'error', values, span: field.valueSpan }];
  },
};
