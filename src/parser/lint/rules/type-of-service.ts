import { readNumberAlone } from '../number-alone.ts';
import type { Finding, Rule } from '../rule.ts';
import { cutRecords, KEY_SERVICES, readRecord } from '../token-records.ts';

export const typeOfService: Rule<'type-of-service'> = {
  code: 'type-of-service',
  severity: 'error',
  fixable: false,
  check({ document, files }) {
    const { multiTokenFilePath, tokenFilePath } = document.header;
    const named = [multiTokenFilePath.at(-1), tokenFilePath.at(-1)];
    const field = named.find((one) => one !== undefined && one.valueBytes !== '');
    const file = field === undefined ? undefined : files?.find(field.value);
    const [first] = file === undefined ? [] : cutRecords(file.start);
    const record = first === undefined ? undefined : readRecord(first);
    if (record === undefined) return [];
    const { service } = record;
    const expected = KEY_SERVICES.includes(service) ? 1 : 2;
    return document.fields.flatMap((one): readonly Finding<'type-of-service'>[] => {
      if (one.name !== 'type') return [];
      const found = readNumberAlone(one)?.number;
      if (found === expected || (found !== 1 && found !== 2)) return [];
      return [{ severity: 'error', values: { found, expected, service }, span: one.valueSpan }];
    });
  },
};
