import type { FieldName } from '../fields.ts';

/** Whether a field's value is a path. */
export function isPathField(name: FieldName | undefined): boolean {
  return name === 'multiTokenFilePath' || name === 'tokenFilePath' || name === 'file';
}
