import { testParity } from './parity.ts';

testParity('apply');
