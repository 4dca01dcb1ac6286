import type { Flavour } from '../flavour.ts';
import { CLASSIC } from './classic.ts';

/** `hsm_mgmt_tool` of Alibaba Cloud, whose manual shows the tables with their tabs. */
export const ALIBABA: Flavour = {
  ...CLASSIC,
  name: 'alibaba',
  prompt: 'cloudmgmt>',
  successLines: true,
  tabs: true,
};
