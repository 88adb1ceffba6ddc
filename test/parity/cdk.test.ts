import { testParity } from './parity.ts';

testParity('cdk');
