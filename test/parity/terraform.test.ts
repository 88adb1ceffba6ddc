import { testParity } from './parity.ts';

testParity('terraform');
