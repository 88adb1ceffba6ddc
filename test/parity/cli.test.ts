import { testParity } from './parity.ts';

testParity('cli');
